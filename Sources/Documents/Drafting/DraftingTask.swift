/// What a drafter is asked for: some passages of the sources, and what is wanted of them.
///
/// It holds everything that may decide the text, and no file name and no identity of a person who asked.
public struct DraftingTask: Sendable, Equatable, Codable {
    public var kind: Kind
    /// Such as `Clinical Study Report`.
    public var documentType: String
    /// Number and title of the section that the text is for.
    public var section: String
    /// What the template wants the text to dwell on.
    public var focus: String?
    /// What the request says of the whole document, for a drafter that can read it; nil is nothing.
    public var instructions: String?
    /// In which the document speaks of the study.
    public var tense: Template.Tense
    public var arrangement: DraftRule.Arrangement
    /// At most so many sentences.
    public var sentences: Int
    /// At most so many words.
    public var words: Int?
    /// Numbered from 1, in the order in which a reader should meet them.
    public var passages: [Passage]

    public init(
        kind: Kind, documentType: String, section: String, focus: String? = nil, instructions: String? = nil,
        tense: Template.Tense = .past, arrangement: DraftRule.Arrangement = .sections, sentences: Int,
        words: Int? = nil, passages: [Passage]
    ) {
        self.kind = kind
        self.documentType = documentType
        self.section = section
        self.focus = focus
        self.instructions = instructions
        self.tense = tense
        self.arrangement = arrangement
        self.sentences = sentences
        self.words = words
        self.passages = passages
    }

    public enum Kind: String, Sendable, Codable {
        /// Condenses.
        case summary
        /// Brings several sections or sources together; each is heard.
        case synthesis
    }

    /// One block of a source.
    public struct Passage: Sendable, Equatable, Codable {
        /// From 1; by which sentences cite it.
        public var number: Int
        public var text: String
        /// Number and title of the section in which it was placed.
        public var section: String
        /// Words of what that section is about.
        public var topic: String
        /// The position of its source among the document's.
        public var source: Int
        public var kind: SourceKind
        /// Its text is rows of cells, parted by tabs.
        public var isTable: Bool

        public init(
            number: Int, text: String, section: String, topic: String = "", source: Int, kind: SourceKind,
            isTable: Bool = false
        ) {
            self.number = number
            self.text = text
            self.section = section
            self.topic = topic
            self.source = source
            self.kind = kind
            self.isTable = isTable
        }
    }

    /// The passages of these numbers that were given.
    func passages(_ numbers: [Int]) -> [Passage] {
        numbers.compactMap { passages.indices.contains($0 - 1) ? passages[$0 - 1] : nil }
    }
}
