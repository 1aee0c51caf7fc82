/// Reads the records of a delimited text one by one (RFC 4180, and what real files make of it).
///
/// A field may be quoted, and then hold delimiters, line ends and doubled quotes. Lines end in LF, CR or both; blank
/// lines are no records.
struct DelimitedRows {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let delimiter: UInt8
    private var position = 0
    /// A quote was opened and never closed.
    private(set) var hasOpenQuote = false

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// - Parameter bytes: UTF-8; valid as long as this value is used.
    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    /// The next record; nil at the end.
    mutating func next() -> [String]? {
        while position < bytes.count, isLineEnd(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        var fields: [String] = []
        while true {
            fields.append(field())
            guard position < bytes.count else { return fields }
            let byte = bytes[position]
            position += 1
            if byte == delimiter {
                if position == bytes.count { return fields + [""] }
            } else {
                if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed {
                    position += 1
                }
                return fields
            }
        }
    }

    /// Reads up to a delimiter or line end, which is left for the caller.
    private mutating func field() -> String {
        guard position < bytes.count, bytes[position] == Self.quote else { return plain() }
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                if position < bytes.count, bytes[position] == Self.quote {
                    position += 1
                } else {
                    // Whatever follows the closing quote is kept as it stands.
                    return String(decoding: content, as: UTF8.self) + plain()
                }
            }
            content.append(byte)
        }
        hasOpenQuote = true
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func plain() -> String {
        let start = position
        while position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.lineFeed || byte == Self.carriageReturn }
}
