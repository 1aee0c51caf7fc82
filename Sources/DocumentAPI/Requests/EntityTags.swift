/// The tags of `If-None-Match` or `If-Match` (RFC 9110, 13.1).
struct EntityTags {
    private let tags: [Substring]

    init(_ values: [String]) {
        tags = values.flatMap { $0.split(separator: ",") }.map { tag in
            let tag = tag.drop { $0 == " " || $0 == "\t" }
            let end = tag.lastIndex { $0 != " " && $0 != "\t" }
            return end.map { tag[...$0] } ?? tag
        }
    }

    /// By the weak comparison, as `If-None-Match` wants it.
    func contains(_ tag: String) -> Bool {
        tags.contains { $0 == "*" || Self.opaque($0) == Self.opaque(tag[...]) }
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
