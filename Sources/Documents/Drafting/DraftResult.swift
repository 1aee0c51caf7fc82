/// How the text of a rule came about: who wrote it, sentence by sentence with what speaks for each.
public struct DraftResult: Sendable, Equatable, Codable {
    /// Such as `extractive`.
    public var drafter: String
    public var version: String
    /// Nil where none had a part.
    public var model: String?
    /// What the text cost; nil where nothing is counted.
    public var tokens: TokenUsage?
    /// Why the extractive drafter stood in for the one that was asked.
    public var fallback: String?
    public var sentences: [Sentence]
    /// How many sentences were proposed and are not in the document.
    public var rejectedCount: Int

    public struct Sentence: Sendable, Equatable, Codable {
        public var text: String
        public var citations: [Citation]
    }
}
