/// The name of an object: parts joined by slashes, none of which can climb out of the store.
///
/// Keys are compared and ordered by their UTF-8 bytes, as S3 orders them: two spellings of one letter are two keys.
public struct ObjectKey: Sendable, Codable, CustomStringConvertible {
    public let description: String

    /// The most bytes a key may have: S3 takes 1,024, of which a store may need some for what it puts before every key.
    public static let maxBytes = 900
    /// The most bytes a part may have, so that it fits into a file name (255) with a suffix.
    public static let maxPartBytes = 200

    /// Reads a key; nil when a part is empty, `.` or `..`, begins with a dot, or holds a control character, a
    /// backslash or a NUL, or when a part is longer than ``maxPartBytes`` or the whole longer than ``maxBytes``.
    public init?(_ text: String) {
        // Bytes, not characters: a slash with a combining accent after it is one Character, and still a slash.
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard !text.isEmpty, text.utf8.count <= Self.maxBytes, parts.allSatisfy(Self.isSafe),
            text.unicodeScalars.allSatisfy(Self.isPrintable)
        else { return nil }
        self.description = text
    }

    /// The part after the last slash.
    public var name: String { parts.last ?? description }

    /// Between the slashes, at least one.
    public var parts: [String] {
        description.utf8.split(separator: UInt8(ascii: "/")).compactMap { String($0) }
    }

    /// Whether it begins with these bytes.
    public func hasPrefix(_ prefix: String) -> Bool { description.utf8.starts(with: prefix.utf8) }

    private static func isSafe(_ part: Substring.UTF8View) -> Bool {
        !part.isEmpty && part.count <= maxPartBytes && part.first != UInt8(ascii: ".")
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\\" && !(0x80...0x9F).contains(scalar.value)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = ObjectKey(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an object key")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ObjectKey: Hashable, Comparable {
    public static func == (left: ObjectKey, right: ObjectKey) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}
