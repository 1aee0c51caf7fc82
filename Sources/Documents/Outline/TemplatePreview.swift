import Extraction

/// What a template would find in some sources, section by section; no document is made.
public struct TemplatePreview: Sendable, Equatable, Codable {
    public var template: Reference
    public var sources: [OutlineSource]
    /// In the order of the document.
    public var sections: [Section]
    /// Ids of the sections for which nothing was found.
    public var openSections: [String]
    /// All of them, errors first.
    public var findings: [Finding]
    public var facts: [Fact]
    /// Places of blocks that fit no section.
    public var unplaced: [Citation]

    /// Which template it was.
    public struct Reference: Sendable, Equatable, Codable {
        public var id: String
        public var name: String
        public var version: String
    }

    /// A section with what each of its rules found.
    public struct Section: Sendable, Equatable, Codable {
        public var id: String
        /// Number and title.
        public var heading: String
        public var level: Int
        public var status: FilledSection.Status
        /// The mean of what fills it, 0 ... 1; nil when nothing does.
        public var confidence: Double?
        public var rules: [RuleResult]
        public var instruction: String?
        /// Fixed text of the template.
        public var text: String?
    }

    /// Classifies the sources and applies the template's rules to them, as the second and third stage do, with the
    /// extractive drafter.
    public static func make(of template: Template, from contents: [ExtractedContent]) async throws -> TemplatePreview {
        let classified = try await Classifier(template: template).classify(contents)
        return TemplatePreview(try await OutlineFiller(classified, contents: contents).fill())
    }

    init(_ outline: FilledOutline) {
        template = Reference(
            id: outline.template.id, name: outline.template.name, version: outline.template.version)
        sources = outline.sources
        sections = outline.sections.map(Section.init)
        openSections = sections.filter { $0.status == .open }.map(\.id)
        findings = outline.findings
        facts = outline.facts
        unplaced = outline.unplaced.map(\.citation)
    }
}

extension TemplatePreview.Section {
    fileprivate init(_ section: FilledSection) {
        id = section.id
        heading = [section.number, section.title].compactMap(\.self).joined(separator: " ")
        level = section.level
        status = section.status
        confidence = section.confidence
        rules = section.results
        instruction = section.instruction
        text = section.text
    }
}
