/// The name of an object: parts joined by slashes, none of which can climb out of the store.
public struct ObjectKey: Hashable, Sendable, Codable, CustomStringConvertible {
    public let description: String

    /// The most bytes a key may have, as S3 has it.
    public static let maxBytes = 1024

    /// Reads a key; nil when a part is empty, `.` or `..`, begins with a dot, or holds a control character, a
    /// backslash or a NUL, or when a part is longer than 200 bytes or the whole longer than ``maxBytes``.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !text.isEmpty, text.utf8.count <= Self.maxBytes, parts.allSatisfy(Self.isSafe) else { return nil }
        self.description = text
    }

    /// The part after the last slash.
    public var name: String {
        description.split(separator: "/").last.map(String.init) ?? description
    }

    private static func isSafe(_ part: Substring) -> Bool {
        guard !part.isEmpty, part.utf8.count <= 200, !part.hasPrefix(".") else { return false }
        return part.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\\" && !(0x80...0x9F).contains(scalar.value)
        }
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
