/// Takes the items below a heading.
public struct ListRule: Sendable, Equatable, Codable {
    /// Found in the heading.
    public var under: String
    public var from: [SourceKind]

    public init(under: String, from: [SourceKind] = []) {
        self.under = under
        self.from = from
    }
}
