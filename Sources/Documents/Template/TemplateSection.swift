import Rendering

/// One section of a template.
public struct TemplateSection: Sendable, Equatable, Codable {
    /// Unique in the template; the section's number where none was given.
    public var id: String
    /// From 1.
    public var level: Int
    public var number: String?
    public var title: String
    /// What people call it, such as `Safety Analysis`; used in messages.
    public var plainName: String?
    /// Other titles under which sources keep its content.
    public var synonyms: [String]
    /// True where headings below its heading in a source stay in it or below it, whatever they name: those of a synopsis
    /// name half the document. Nil, as in values written before there was such a mark, is false.
    public var closed: Bool?
    /// Words that its content is likely to use.
    public var keywords: [String]
    /// What it is about, in a sentence.
    public var synopsis: String?
    /// What a writer should put here when no source had it.
    public var instruction: String?
    /// Fixed text, printed before what the rules find: paragraphs parted by empty lines, items beginning with `• `. It
    /// fills the section by itself where no instruction wants more.
    public var text: String?
    /// What it means when nothing fills it.
    public var missing: Severity
    /// Kinds of source whose content belongs here; empty takes any.
    public var from: [SourceKind]
    public var role: Manuscript.Section.Role?
    public var rules: [Rule]

    public init(
        id: String, level: Int, number: String? = nil, title: String, plainName: String? = nil,
        synonyms: [String] = [], closed: Bool? = nil, keywords: [String] = [], synopsis: String? = nil,
        instruction: String? = nil, text: String? = nil, missing: Severity = .warning, from: [SourceKind] = [],
        role: Manuscript.Section.Role? = nil,
        rules: [Rule] = []
    ) {
        self.id = id
        self.level = level
        self.number = number
        self.title = title
        self.plainName = plainName
        self.synonyms = synonyms
        self.closed = closed
        self.keywords = keywords
        self.synopsis = synopsis
        self.instruction = instruction
        self.text = text
        self.missing = missing
        self.from = from
        self.role = role
        self.rules = rules
    }

    /// How messages call it.
    public var spokenName: String { plainName ?? title }

    /// Number and title, as headings print it.
    public var heading: String { [number, title].compactMap { $0 }.joined(separator: " ") }
}
