/// The one range of bytes that a `Range` field asks for (RFC 9110, 14.1.2).
enum ByteRange: Equatable {
    /// All of it: no field, one that is not understood, or several ranges at once, which need not be served.
    case whole
    case part(Range<Int>)
    case unsatisfiable

    /// - Parameter size: of the whole, in bytes.
    init(_ field: String?, size: Int) {
        self = .whole
        guard let field, field.lowercased().hasPrefix("bytes=") else { return }
        let parts = field.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
            .map(\.trimmed)
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return }
        switch (Int(parts[0]), Int(parts[1])) {
        case (let first?, let last?) where first <= last: self = Self.part(first, min(last, size - 1), size)
        case (let first?, nil) where parts[1].isEmpty: self = Self.part(first, size - 1, size)
        case (nil, let count?) where parts[0].isEmpty: self = Self.part(max(0, size - count), size - 1, size)
        default: return
        }
    }

    private static func part(_ first: Int, _ last: Int, _ size: Int) -> ByteRange {
        first < size && first <= last ? .part(first..<(last + 1)) : .unsatisfiable
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
