import Crypto
import Foundation
import Jobs
import ObjectStore
import Rendering

/// Makes the manuscript of a filled outline. It adds no sentence of its own to the report's text.
public struct DraftAssembler {
    private let outline: FilledOutline
    private let request: DocumentRequest

    public init(_ outline: FilledOutline, request: DocumentRequest) {
        self.outline = outline
        self.request = request
    }

    public func draft() -> Draft {
        let isDraft = outline.firstError != nil
        let title = outline.fact("title")?.value ?? outline.template.title
        let manuscript = Manuscript(
            titlePage: titlePage(title), sections: outline.sections.map(section), abbreviations: abbreviations(),
            properties: properties(title, isDraft: isDraft), citationStyle: request.citations,
            sources: outline.sources.map { source in
                Manuscript.Source(name: source.name, sha256: source.sha256, kind: source.described)
            },
            findings: isDraft ? outline.findings.map { .init(severity: $0.severity.rawValue, message: $0.message) } : []
        )
        var summary = outline
        for index in summary.sections.indices { summary.sections[index].elements = [] }
        return Draft(manuscript: manuscript, outline: summary)
    }

    private func titlePage(_ title: String) -> Manuscript.TitlePage {
        let fields = outline.template.titleFields.map { field in
            Manuscript.Field(label: field.label, value: outline.fact(field.fact)?.value)
        }
        return Manuscript.TitlePage(title: title, documentType: outline.template.documentType, fields: fields)
    }

    private func section(_ section: FilledSection) -> Manuscript.Section {
        var content = section.elements
        let future = TextCheck.futureCount(
            content, kinds: outline.sources.map(\.kind), tense: outline.template.tense)
        if future > 0 {
            let what = future == 1 ? "one passage" : "\(future) passages"
            content.insert(.note("Copied from the plan: \(what) in the future tense to be reworded"), at: 0)
        }
        return Manuscript.Section(
            id: section.id, level: section.level, number: section.number, title: section.title, content: content,
            openInstruction: section.status == .open ? section.instruction : nil, role: section.role)
    }

    /// Those that the document's own text defines.
    private func abbreviations() -> [Manuscript.Abbreviation] {
        var collector = AbbreviationCollector()
        for element in outline.sections.flatMap(\.elements) {
            switch element {
            case .paragraph(let text), .listItem(_, _, _, let text): collector.collect(from: text.text)
            case .passage(let texts): collector.collect(from: Manuscript.Text(texts).text)
            case .table(let table): table.footnotes.forEach { collector.collect(from: $0) }
            case .subheading, .note: break
            }
        }
        return collector.abbreviations
    }

    private func properties(_ title: String, isDraft: Bool) -> Manuscript.Properties {
        Manuscript.Properties(
            title: title, studyID: outline.fact("protocol_number")?.value, documentID: request.id.description,
            date: request.createdAt.formatted(.iso8601), inputDigest: String(inputDigest().prefix(12)), isDraft: isDraft
        )
    }

    /// Whether a model wrote something: only then the request's instructions had a part.
    private var isModelled: Bool {
        outline.sections.flatMap(\.results).contains { $0.draft?.model != nil }
    }

    /// Those that wrote something, each once, in the order of the document.
    private var drafters: [String] {
        var seen: Set<String> = []
        return outline.sections.flatMap(\.results).compactMap(\.draft)
            .map { [$0.drafter, $0.version, $0.model ?? ""].joined(separator: " ") }.filter { seen.insert($0).inserted }
    }

    /// Over everything that can change the document: the sources in order, the template, the request's choices,
    /// its reference document and who drafted.
    private func inputDigest() -> String {
        let parts =
            outline.sources.map(\.sha256) + [outline.template.id, outline.template.version, request.citations.rawValue]
            + request.selectedSectionIDs + drafters
            + [isModelled ? request.instructions : nil, request.referenceDocument?.sha256].compactMap(\.self)
        return SHA256.hash(data: Array(parts.joined(separator: "\n").utf8)).hexadecimal
    }
}
