/// What one rule found in one section.
public struct RuleResult: Sendable, Equatable, Codable {
    public enum Status: String, Sendable, Codable {
        case found
        case empty
        /// It could not be applied; a finding says why.
        case failed
        /// An earlier rule had filled the section.
        case skipped
    }

    public var rule: String
    /// The template's.
    public var version: String
    public var kind: String
    public var status: Status
    /// What it found, where that is one value.
    public var value: String?
    public var confidence: Double?
    public var citations: [Citation]
    /// How its text was written; nil for a rule that takes what is there.
    public var draft: DraftResult?
}
