import Extraction
import Rendering

extension RuleEngine {
    /// Blocks of the rule's sections, or of the section itself, word for word.
    func copy(_ rule: CopyRule, _ section: TemplateSection) -> RuleYield {
        var yield = RuleYield()
        let maker = BlockElements(reading: reading)
        let own = rule.sections.isEmpty
        let ids = own ? [section.id] : rule.sections
        for id in ids {
            var entries = placed.entries(in: id).filter { $0.confidence >= rule.minConfidence }
            if !rule.includesTables { entries.removeAll(where: Self.isTable) }
            if !own { entries.removeAll(where: Self.isHeading) }
            entries = withoutTitle(entries, of: section)
            if let limit = rule.limit { entries = Array(entries.prefix(limit)) }
            for (index, entry) in entries.enumerated() {
                if Self.isHeading(entry), index + 1 == entries.count || Self.isSisterHeading(entries[index + 1], entry)
                {
                    continue
                }
                yield.elements += maker.elements(of: entry)
                guard !Self.isHeading(entry) else { continue }
                yield.citations.append(reading.citation(entry.source, entry.block))
                yield.confidences.append(entry.confidence)
            }
        }
        return yield.citations.isEmpty ? RuleYield() : yield
    }

    /// Without the heading that only repeats the section's own.
    private func withoutTitle(_ entries: [PlacedBlocks.Entry], of section: TemplateSection) -> [PlacedBlocks.Entry] {
        var seen: Set<Int> = []
        let titles = [Words(section.title)] + (section.plainName.map { [Words($0)] } ?? [])
        let headings = entries.count(where: Self.isHeading)
        return entries.filter { entry in
            guard case .heading(_, _, let text) = entry.block.content else { return true }
            let likeness = titles.map { Words(text).likeness(to: $0) }.max() ?? 0
            let isFirst = seen.insert(entry.source.index).inserted
            return isFirst ? likeness < 0.55 && headings > 1 : likeness < 0.8
        }
    }

    private static func isTable(_ entry: PlacedBlocks.Entry) -> Bool {
        guard case .table = entry.block.content else { return false }
        return true
    }

    private static func isHeading(_ entry: PlacedBlocks.Entry) -> Bool {
        guard case .heading = entry.block.content else { return false }
        return true
    }

    /// A heading with nothing below it before the next one of its level or above.
    private static func isSisterHeading(_ next: PlacedBlocks.Entry, _ entry: PlacedBlocks.Entry) -> Bool {
        guard case .heading(let level, _, _) = entry.block.content, case .heading(let other, _, _) = next.block.content
        else { return false }
        return other <= level
    }

    /// One value; what it must be is checked, and what is wrong is a finding.
    func value(_ rule: ValueRule, _ own: Rule, _ section: TemplateSection) throws(PatternError) -> RuleYield {
        var candidates: [(value: String, confidence: Double, citation: Citation)] = []
        let sources = reading.byAuthority.filter { rule.from.isEmpty || rule.from.contains($0.kind) }
        if !rule.labels.isEmpty {
            let definition = FactDefinition(key: rule.label, labels: rule.labels, from: rule.from)
            if let fact = TextFacts(reading: reading).find(definition), let citation = fact.citations.first {
                candidates.append((fact.value, fact.confidence, citation))
            }
        }
        if candidates.isEmpty, let pattern = rule.pattern {
            let compiled = try Pattern(pattern)
            for source in sources {
                for line in source.lines {
                    guard let match = try compiled.firstMatch(in: line.text) else { continue }
                    candidates.append((TableReading.clean(match.value), 0.8, line.citation))
                }
            }
        }
        guard let fact = TextFacts.fact(rule.label, candidates) else { return RuleYield() }
        let text = Manuscript.Text("\(rule.label): \(fact.value)", citations: fact.citations.map(\.forManuscript))
        let faults = ValueCheck(rule: rule).faults(of: fact.value).map { fault in
            Finding(
                severity: own.required ?? .warning, code: "invalid_value",
                message: "\(rule.label) in section \(section.heading) \(fault): \(fact.value)", section: section.id,
                rule: own.id, citations: fact.citations)
        }
        return RuleYield(
            elements: [.paragraph(text)], citations: fact.citations, confidences: [fact.confidence], value: fact.value,
            findings: faults)
    }

    func list(_ rule: ListRule) throws(PatternError) -> RuleYield {
        let heading = try Pattern(rule.under)
        let maker = BlockElements(reading: reading)
        var yield = RuleYield()
        for source in reading.byAuthority where rule.from.isEmpty || rule.from.contains(source.kind) {
            for block in try reading.blocks(of: source, under: heading) {
                guard case .listItem = block.content else { continue }
                let entry = PlacedBlocks.Entry(source: source, block: block, confidence: 0.9, reason: .heading)
                yield.elements += maker.elements(of: entry)
                yield.citations.append(reading.citation(source, block))
                yield.confidences.append(0.9)
            }
            if !yield.isEmpty { break }
        }
        return yield
    }

    func count(_ rule: CountRule) throws(PatternError) -> RuleYield {
        let pattern = try Pattern(rule.pattern)
        var count = 0
        var citations: [Citation] = []
        for source in reading.byAuthority where rule.from.isEmpty || rule.from.contains(source.kind) {
            for block in source.content.blocks {
                let found = try pattern.matches(in: block.text).count
                guard found > 0 else { continue }
                count += found
                if citations.count < 20 { citations.append(reading.citation(source, block)) }
            }
        }
        guard count > 0 else { return RuleYield() }
        let text = Manuscript.Text("\(rule.label): \(count)", citations: citations.prefix(3).map(\.forManuscript))
        return RuleYield(
            elements: [.paragraph(text)], citations: citations, confidences: [0.9], value: String(count))
    }
}
