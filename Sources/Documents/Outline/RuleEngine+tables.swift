import Extraction
import Rendering

extension RuleEngine {
    /// The displays of the section, or those that the rule picks by their titles, labels, headings or rows.
    func tables(_ rule: TableRule, _ section: TemplateSection) throws(PatternError) -> RuleYield {
        var yield = RuleYield()
        let maker = BlockElements(reading: reading)
        let reduction = TableReduction(rule: rule)
        for entry in try rule.selects ? selected(rule) : tableEntries(in: section.id) {
            guard case .table(let table) = entry.block.content else { continue }
            let citation = reading.citation(entry.source, entry.block, excerpt: Self.excerpt(table))
            let fallback = entry.block.provenance.sheet ?? entry.heading ?? section.title
            let display = maker.display(try reduction.reduced(table), fallback: fallback, [citation.forManuscript])
            yield.elements.append(.table(display))
            yield.citations.append(citation)
            yield.confidences.append(entry.confidence)
        }
        return yield
    }

    private func selected(_ rule: TableRule) throws(PatternError) -> [PlacedBlocks.Entry] {
        var found: [PlacedBlocks.Entry] = []
        for source in reading.sources {
            for (block, table) in reading.tables(of: source) {
                let view = TableReading(table)
                guard try Self.holds(rule.caption, table.caption.map { [$0] } ?? []),
                    try Self.holds(rule.label, table.label.map { [$0] } ?? []),
                    try Self.holds(rule.header, view.headers), try Self.holds(rule.row, view.rows.map(\.label))
                else { continue }
                found.append(.init(source: source, block: block, confidence: 0.95, reason: .tableTitle))
            }
        }
        return found
    }

    /// True when there is no pattern, or one of the texts matches it.
    private static func holds(_ pattern: String?, _ texts: [String]) throws(PatternError) -> Bool {
        guard let pattern else { return true }
        let compiled = try Pattern(pattern)
        for text in texts where try compiled.firstMatch(in: text) != nil { return true }
        return false
    }

    private static func excerpt(_ table: Table) -> String {
        let rows = table.rows.dropFirst(table.headerRows).lazy.map { row in
            row.map { TableReading.clean($0.text) }.filter { !$0.isEmpty }.joined(separator: " | ")
        }
        return "\(StructureFacts.excerpt(table)) / \(rows.first { !$0.isEmpty } ?? "")"
    }
}
