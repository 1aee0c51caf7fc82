/// Has text written of what was placed in some sections: a summary or a synthesis.
public struct DraftRule: Sendable, Equatable, Codable {
    /// Whose blocks, with the sections below them; empty is the section's own.
    public var sections: [String]
    /// Kinds of source; empty is any.
    public var from: [SourceKind]
    /// At most so many.
    public var sentences: Int
    /// At most so many; nil is no limit.
    public var words: Int?
    /// Gives tables too, to a drafter that can read them; the extractive one cannot.
    public var includesTables: Bool
    /// The least confidence of the classification, 0 ... 1.
    public var minConfidence: Double
    /// What the text is to dwell on, for a drafter that can read it.
    public var focus: String?
    /// Of a synthesis.
    public var arrangement: Arrangement

    /// Sentences where a rule does not say how many.
    public static let usualLength = 5

    public init(
        sections: [String] = [], from: [SourceKind] = [], sentences: Int = usualLength, words: Int? = nil,
        includesTables: Bool = false, minConfidence: Double = 0.5, focus: String? = nil,
        arrangement: Arrangement = .sections
    ) {
        self.sections = sections
        self.from = from
        self.sentences = sentences
        self.words = words
        self.includesTables = includesTables
        self.minConfidence = minConfidence
        self.focus = focus
        self.arrangement = arrangement
    }

    /// How a synthesis puts together what it was made of.
    public enum Arrangement: String, Sendable, Codable, CaseIterable {
        /// Section by section.
        case sections
        /// Source by source, the plan first.
        case sources
        /// In one run, what different sources say of a matter side by side.
        case topics
    }
}
