/// What a pattern found.
public struct PatternMatch: Sendable, Equatable {
    /// The whole match.
    public var text: String
    /// In UTF-8 bytes of the text that was searched.
    public var range: Range<Int>
    /// What the named groups took; a group that took no part is absent.
    public var groups: [String: String]
    /// What the groups took by number, from 1.
    public var positional: [String?]

    /// The group named `value`, else the first group that took part, else the whole match.
    public var value: String {
        groups["value"] ?? positional.compactMap { $0 }.first ?? text
    }
}
