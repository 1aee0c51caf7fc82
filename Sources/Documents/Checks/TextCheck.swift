import Rendering

/// Looks through the copied text for what a finished document must not hold: placeholders, and in a report plans in
/// the future tense.
struct TextCheck {
    let sections: [FilledSection]
    /// Of the sources, by position.
    let kinds: [SourceKind]
    /// The document's own.
    let tense: Template.Tense?

    func findings() -> [Finding] {
        sections.flatMap { section in [futureTense(section), placeholder(section)].compactMap { $0 } }
    }

    /// How many copied paragraphs and items of a section speak of what "will be" done; none in a plan.
    static func futureCount(_ elements: [Manuscript.Element], kinds: [SourceKind], tense: Template.Tense?) -> Int {
        guard tense != .future else { return 0 }
        return elements.count { element in
            guard let text = text(of: element), isPlan(text, kinds) else { return false }
            let lower = " \(text.text.lowercased()) "
            return lower.contains(" will ") || lower.contains(" shall ")
        }
    }

    private func futureTense(_ section: FilledSection) -> Finding? {
        let count = Self.futureCount(section.elements, kinds: kinds, tense: tense)
        guard count > 0 else { return nil }
        let what = count == 1 ? "one passage" : "\(count) passages"
        return Finding(
            severity: .warning, code: "future_tense",
            message:
                "Section \(section.number ?? section.title) holds \(what) copied from the plan in the future tense",
            section: section.id)
    }

    private func placeholder(_ section: FilledSection) -> Finding? {
        let marks = ["TBD", "{{", "[insert", "[Insert", "[INSERT", "XXX", "<insert", "lorem ipsum"]
        for element in section.elements {
            guard let text = Self.text(of: element), let mark = marks.first(where: text.text.contains) else { continue }
            return Finding(
                severity: .warning, code: "placeholder",
                message: "Section \(section.number ?? section.title) holds a placeholder: \(mark)", section: section.id)
        }
        return nil
    }

    private static func isPlan(_ text: Manuscript.Text, _ kinds: [SourceKind]) -> Bool {
        text.citations.contains { citation in
            kinds.indices.contains(citation.source)
                && [.protocolDocument, .statisticalPlan].contains(kinds[citation.source])
        }
    }

    private static func text(of element: Manuscript.Element) -> Manuscript.Text? {
        switch element {
        case .paragraph(let text), .listItem(_, _, _, let text): text
        case .passage(let texts): .init(texts)
        case .subheading, .table, .note: nil
        }
    }
}
