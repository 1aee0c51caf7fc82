import Extraction

/// Makes the outline of a document that follows its sources: one section for each of their headings.
struct SourceOutline {
    let template: Template

    func template(for contents: [ExtractedContent], standings: [SourceStanding]) -> Template {
        var outline = template
        outline.sections = []
        let used = contents.indices.filter { standings[$0].replacedBy == nil }
        for source in used {
            append(contents[source], source: source, alone: used.count == 1, to: &outline.sections)
        }
        return outline
    }

    /// The id of the section that a heading makes.
    static func id(source: Int, block: Int) -> String { "s\(source + 1)-b\(block)" }

    /// The id of the section that holds what stands before a source's first heading, and its other headings.
    static func id(source: Int) -> String { "s\(source + 1)" }

    private func append(
        _ content: ExtractedContent, source: Int, alone: Bool, to sections: inout [TemplateSection]
    ) {
        let startsWithHeading = content.blocks.first.map(Self.isHeading) ?? false
        if !alone || !startsWithHeading {
            sections.append(
                TemplateSection(id: Self.id(source: source), level: 1, title: title(of: content), missing: .info))
        }
        let base = alone ? 0 : 1
        var last = alone && startsWithHeading ? 0 : 1
        for block in content.blocks {
            guard case .heading(let level, let number, let text) = block.content else { continue }
            let placed = min(min(level + base, last + 1), 9)
            sections.append(
                TemplateSection(
                    id: Self.id(source: source, block: block.index), level: max(placed, 1), number: number, title: text,
                    missing: .info))
            last = max(placed, 1)
        }
    }

    private func title(of content: ExtractedContent) -> String {
        if let title = content.title, !title.isEmpty { return title }
        return content.source.name
    }

    private static func isHeading(_ block: Block) -> Bool {
        guard case .heading = block.content else { return false }
        return true
    }
}
