/// A title reduced to what must agree between a table of contents and the text: its letters and digits.
enum HeadingKey {
    static func key(_ text: String) -> String {
        let bytes = text.utf8
        // Every row has one made, and few rows hold anything but ASCII.
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            return String(decoding: bytes.compactMap(Self.asciiKey), as: UTF8.self)
        }
        let scalars = text.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || ("0"..."9").contains($0)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func asciiKey(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }
}

/// The keys of a document's rows, found by their beginnings: a long table of contents must not be compared with every row.
struct HeadingKeys {
    private let keys: [String]
    private var starts: [Substring: [Int]] = [:]

    private static let length = 4

    init(rows: [LayoutRow], candidates: [Int]) {
        keys = rows.map { HeadingKey.key($0.withoutRaisedMark) }
        // A row shorter than that, such as a number set apart from its title, may start any title.
        for index in candidates {
            starts[keys[index].count < Self.length ? "" : keys[index].prefix(Self.length), default: []].append(index)
        }
    }

    subscript(_ row: Int) -> String { keys[row] }

    /// Indices of the rows that may be the first of a title with this key, in order.
    func starts(of key: String) -> [Int] {
        let short = (starts[""] ?? []).filter { !keys[$0].isEmpty && key.hasPrefix(keys[$0]) }
        return (short + (starts[key.prefix(Self.length)] ?? [])).sorted()
    }
}
