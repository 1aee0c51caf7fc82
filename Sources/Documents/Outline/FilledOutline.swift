import Extraction
import Rendering

/// The template with what its rules found, and what is wrong with it: the fourth value of the pipeline.
public struct FilledOutline: Sendable, Equatable, Codable {
    public static let schema = 1

    public var schema: Int
    public var template: TemplateReference
    public var sources: [OutlineSource]
    public var facts: [Fact]
    public var sections: [FilledSection]
    /// By severity, errors first; within one severity in the order of the sections.
    public var findings: [Finding]
    public var unplaced: [UnplacedBlock]

    public init(
        template: TemplateReference, sources: [OutlineSource], facts: [Fact], sections: [FilledSection],
        findings: [Finding], unplaced: [UnplacedBlock]
    ) {
        self.schema = Self.schema
        self.template = template
        self.sources = sources
        self.facts = facts
        self.sections = sections
        self.findings = findings
        self.unplaced = unplaced
    }

    /// The first error, in the order of the sections; nil when the document is complete.
    public var firstError: Finding? { findings.first { $0.severity == .error } }

    func fact(_ key: String) -> Fact? { facts.first { $0.key == key } }
}

/// Which template was used.
public struct TemplateReference: Sendable, Equatable, Codable {
    public var id: String
    public var name: String
    public var version: String
    public var documentType: String
    /// The title where no source gives one.
    public var title: String
    public var titleFields: [Template.TitleField]

    init(_ template: Template) {
        id = template.id
        name = template.name
        version = template.version
        documentType = template.documentType
        title = template.title
        titleFields = template.titleFields
    }
}

/// A source as the manifest lists it.
public struct OutlineSource: Sendable, Equatable, Codable {
    public var name: String
    public var sha256: String
    public var size: Int
    public var format: SourceFormat
    public var kind: SourceKind
    public var pages: Int?
    public var blocks: Int
    public var placed: Int
    /// What its reader warned of.
    public var warnings: [String]
}

/// A block that fits no section.
public struct UnplacedBlock: Sendable, Equatable, Codable {
    public var citation: Citation

    public init(citation: Citation) {
        self.citation = citation
    }
}

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
    public var role: Manuscript.Section.Role?

    /// Every place that its content comes from, once, in order.
    public var citations: [Citation] {
        var seen: Set<Citation> = []
        return results.flatMap(\.citations).filter { seen.insert($0).inserted }
    }
}

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
}
