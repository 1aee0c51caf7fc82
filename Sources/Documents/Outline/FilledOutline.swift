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
