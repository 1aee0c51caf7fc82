import Rendering

/// A section with its content.
public struct FilledSection: Sendable, Equatable, Codable {
    public enum Status: String, Sendable, Codable {
        /// Holds content of the sources.
        case filled
        /// Its content is made by the writer of the document: title page, contents, abbreviations.
        case made
        /// Holds nothing itself; sections below it do.
        case heading
        /// Nothing was found for it.
        case open
    }

    public var id: String
    public var level: Int
    public var number: String?
    public var title: String
    public var status: Status
    /// The mean of what fills it, 0 ... 1; nil when nothing does.
    public var confidence: Double?
    public var elements: [Manuscript.Element]
    public var results: [RuleResult]
    public var instruction: String?
    /// Fixed text of the template, which leads its elements.
    public var text: String?
    public var role: Manuscript.Section.Role?

    /// Every place that its content comes from, once, in order.
    public var citations: [Citation] {
        var seen: Set<Citation> = []
        return results.flatMap(\.citations).filter { seen.insert($0).inserted }
    }
}
