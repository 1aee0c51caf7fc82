import Extraction
import Rendering

/// Applies one rule to one section.
struct RuleEngine {
    let template: Template
    let reading: Reading
    let placed: PlacedBlocks
    let facts: [Fact]
    /// What the drafting rules give; written before all others are applied, since that takes its time.
    var drafts: [DraftPlan.Key: RuleYield] = [:]

    /// - Throws: ``PatternError`` when a pattern of the template gives up at its limits.
    func yield(of rule: Rule, in section: TemplateSection) throws(PatternError) -> RuleYield {
        switch rule.action {
        case .copy(let copy): return self.copy(copy, section)
        case .value(let value): return try self.value(value, rule, section)
        case .facts(let keys): return known(keys)
        case .table(let table): return try tables(table, section)
        case .list(let list): return try self.list(list)
        case .count(let count): return try self.count(count)
        case .sources(let kinds): return sources(kinds)
        case .displays(let sections): return displays(sections)
        case .summary, .synthesis: return drafts[.init(section: section.id, rule: rule.id)] ?? RuleYield()
        }
    }

    private func known(_ keys: [String]) -> RuleYield {
        let found = keys.compactMap { key in facts.first { $0.key == key } }
        guard !found.isEmpty else { return RuleYield() }
        let rows = found.map { fact in
            let place = fact.citations.first.map { "\($0.source), \($0.place)" } ?? ""
            return [Manuscript.Cell(fact.label), Manuscript.Cell(fact.value), Manuscript.Cell(place)]
        }
        let citations = found.compactMap(\.citations.first)
        let header = ["Item", "Entry", "Source"].map { Manuscript.Cell($0) }
        let table = Manuscript.DisplayTable(
            caption: "Study identification and key facts", headerRows: 1, rows: [header] + rows,
            citations: citations.map(\.forManuscript))
        return RuleYield(elements: [.table(table)], citations: citations, confidences: found.map(\.confidence))
    }

    private func sources(_ kinds: [SourceKind]) -> RuleYield {
        var yield = RuleYield()
        // All versions: a report lists the protocol with its amendments.
        let all = (reading.sources + reading.replaced).sorted { $0.index < $1.index }
        var listed: Set<String> = []
        for source in all where kinds.contains(source.kind) {
            let description = source.content.source
            guard listed.insert(description.sha256).inserted else { continue }
            let pages = source.content.pageCount.map { ", \($0) \($0 == 1 ? "page" : "pages")" } ?? ""
            let citation = Citation(
                index: source.index, source: description,
                provenance: source.content.blocks.first?.provenance ?? .init(),
                excerpt: source.content.blocks.first?.text ?? description.name)
            let version = source.standing.version.spoken.map { ", \($0)" } ?? ""
            let text = "\(description.name) (\(source.kind.title)\(version)\(pages)), SHA-256 \(description.sha256)"
            yield.elements.append(.paragraph(.init(text, citations: [citation.forManuscript])))
            yield.citations.append(citation)
            yield.confidences.append(1)
        }
        return yield
    }

    /// A line for each display that a section or one below it shows.
    private func displays(_ sections: [String]) -> RuleYield {
        var yield = RuleYield()
        let positions = template.positions
        for top in sections.compactMap({ positions[$0] }) {
            for index in template.family(of: top) {
                let section = template.sections[index]
                for entry in tableEntries(in: section.id) {
                    guard case .table(let table) = entry.block.content else { continue }
                    append(table, entry: entry, of: section, to: &yield)
                }
            }
        }
        return yield
    }

    private func append(
        _ table: Table, entry: PlacedBlocks.Entry, of section: TemplateSection, to yield: inout RuleYield
    ) {
        let title = [table.label, table.caption].compactMap { $0 }.joined(separator: ": ")
        guard !title.isEmpty else { return }
        let citation = reading.citation(entry.source, entry.block, excerpt: title)
        let text = "\(title) – see section \(section.heading)"
        yield.elements.append(
            .listItem(level: 0, marker: "•", ordered: false, .init(text, citations: [citation.forManuscript])))
        yield.citations.append(citation)
        yield.confidences.append(entry.confidence)
    }

    /// The tables of a section, by their labels' own order.
    func tableEntries(in section: String) -> [PlacedBlocks.Entry] {
        let entries = placed.entries(in: section).filter { entry in
            guard case .table = entry.block.content else { return false }
            return entry.confidence >= CopyRule().minConfidence
        }
        return entries.enumerated().sorted { one, other in
            let (first, second) = (Self.labelKey(one.element), Self.labelKey(other.element))
            return first == second ? one.offset < other.offset : first.lexicographicallyPrecedes(second)
        }.map(\.element)
    }

    private static func labelKey(_ entry: PlacedBlocks.Entry) -> [Int] {
        guard case .table(let table) = entry.block.content, let label = table.label else { return [Int.max] }
        return label.split { !$0.isNumber }.compactMap { Int($0) }
    }
}
