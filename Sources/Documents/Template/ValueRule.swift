/// Takes one value.
public struct ValueRule: Sendable, Equatable, Codable {
    /// What to call it in the text.
    public var label: String
    /// A pattern whose group `value` (else its first group) is the value.
    public var pattern: String?
    /// Labels beside or before which it stands, in a line such as `Sponsor: …` or in a table.
    public var labels: [String]
    /// Where to look; empty is everywhere.
    public var from: [SourceKind]
    /// What it must be.
    public var type: ValueType
    /// Inclusive bounds of a number.
    public var minimum: Double?
    public var maximum: Double?
    /// When not empty, the only values that are right, in any case.
    public var allowed: [String]

    public init(
        label: String, pattern: String? = nil, labels: [String] = [], from: [SourceKind] = [],
        type: ValueType = .text, minimum: Double? = nil, maximum: Double? = nil, allowed: [String] = []
    ) {
        self.label = label
        self.pattern = pattern
        self.labels = labels
        self.from = from
        self.type = type
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
    }

    public enum ValueType: String, Sendable, Codable, CaseIterable {
        case text, number, date
    }
}
