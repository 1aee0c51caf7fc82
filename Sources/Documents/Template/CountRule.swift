/// Counts.
public struct CountRule: Sendable, Equatable, Codable {
    public var label: String
    public var pattern: String
    public var from: [SourceKind]

    public init(label: String, pattern: String, from: [SourceKind] = []) {
        self.label = label
        self.pattern = pattern
        self.from = from
    }
}
