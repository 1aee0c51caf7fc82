import Extraction
import Rendering

/// Fills a template's sections by their rules and checks what came of it.
public struct OutlineFiller {
    private let classified: ClassifiedContent
    private let contents: [ExtractedContent]
    private let reading: Reading
    private let engine: RuleEngine
    private let desk: DraftingDesk
    private let instructions: String?

    /// - Parameters:
    ///   - contents: the extracted sources, in the order of `classified`.
    ///   - desk: has the texts of summaries and syntheses written.
    ///   - instructions: what the request tells their writer.
    public init(
        _ classified: ClassifiedContent, contents: [ExtractedContent], desk: DraftingDesk = DraftingDesk(),
        instructions: String? = nil
    ) {
        self.classified = classified
        self.contents = contents
        self.desk = desk
        self.instructions = instructions
        reading = Reading(
            contents, kinds: classified.sources.map(\.kind), standings: classified.sources.map(\.standing))
        engine = RuleEngine(
            template: classified.template, reading: reading, placed: PlacedBlocks(classified, reading: reading),
            facts: Facts.find(in: reading))
    }

    /// - Parameter progress: called after each section with how many are done.
    public func fill(progress: (Int, Int) async throws -> Void = { _, _ in }) async throws -> FilledOutline {
        var sections: [FilledSection] = []
        var findings: [Finding] = []
        let total = classified.template.sections.count
        var engine = engine
        engine.drafts = try await drafts()
        for (index, section) in classified.template.sections.enumerated() {
            let (filled, found) = fill(section, engine)
            sections.append(filled)
            findings += found
            try await progress(index + 1, total)
        }
        markHeadings(&sections)
        findings += SectionCheck(template: classified.template, sections: sections).findings()
        findings += ConsistencyCheck(reading: reading, facts: engine.facts).findings()
        findings += VersionCheck(classified, reading: reading).findings()
        findings += ReferenceCheck(sections: sections, reading: reading).findings()
        findings += TextCheck(
            sections: sections, kinds: classified.sources.map(\.kind), tense: classified.template.tense
        ).findings()
        return FilledOutline(
            template: TemplateReference(classified.template), sources: sources(), facts: engine.facts,
            sections: sections,
            findings: ordered(findings), unplaced: unplaced())
    }

    /// The texts of all drafting rules.
    private func drafts() async throws -> [DraftPlan.Key: RuleYield] {
        let orders = DraftPlan(classified.template, engine.placed, instructions: instructions).orders
        let texts = try await desk.texts(for: orders.map(\.task))
        let yields = zip(orders, texts).map { ($0.key, DraftYield(order: $0, text: $1, reading: reading).yield) }
        return Dictionary(yields, uniquingKeysWith: { first, _ in first })
    }

    private func fill(_ section: TemplateSection, _ engine: RuleEngine) -> (FilledSection, [Finding]) {
        var filled = FilledSection(
            id: section.id, level: section.level, number: section.number, title: section.title,
            status: section.role == nil ? .open : .made, confidence: nil, elements: [], results: [],
            instruction: section.instruction, text: section.text, role: section.role)
        var findings: [Finding] = []
        for rule in classified.template.rules(of: section) {
            findings += apply(rule, of: section, by: engine, to: &filled)
        }
        let confidences = filled.results.compactMap(\.confidence)
        if !filled.elements.isEmpty {
            if section.role == nil { filled.status = .filled }
            let mean = confidences.reduce(0, +) / Double(max(1, confidences.count))
            filled.confidence = (mean * 100).rounded() / 100
        } else if filled.status == .open, section.text != nil, section.instruction == nil {
            filled.status = .filled
        }
        filled.elements = (section.text.map(FixedText.elements) ?? []) + filled.elements
        return (filled, findings)
    }

    private func apply(
        _ rule: Rule, of section: TemplateSection, by engine: RuleEngine, to filled: inout FilledSection
    ) -> [Finding] {
        var result = RuleResult(
            rule: rule.id, version: classified.template.version, kind: rule.kind, status: .empty, value: nil,
            confidence: nil, citations: [])
        defer { filled.results.append(result) }
        if rule.whenEmpty, filled.results.contains(where: { $0.status == .found && $0.kind == rule.kind }) {
            result.status = .skipped
            return []
        }
        do {
            let yield = try engine.yield(of: rule, in: section)
            result.draft = yield.draft
            guard !yield.isEmpty else { return yield.findings + nothing(rule, section) }
            if let heading = rule.heading { filled.elements.append(.subheading(heading)) }
            filled.elements += yield.elements
            result.status = .found
            result.value = yield.value
            result.confidence = yield.confidence
            result.citations = yield.citations
            return yield.findings
        } catch {
            result.status = .failed
            let message = "Rule \(rule.id) of section \(section.heading) \(error)"
            return [
                Finding(severity: .warning, code: "rule_failed", message: message, section: section.id, rule: rule.id)
            ]
        }
    }

    private func nothing(_ rule: Rule, _ section: TemplateSection) -> [Finding] {
        guard let severity = rule.required else { return [] }
        let wanted: String
        switch rule.action {
        case .value(let value): wanted = "value: \(value.label)"
        case .table: wanted = "table: \(section.spokenName)"
        default: wanted = "content: \(section.spokenName)"
        }
        return [
            Finding(
                severity: severity, code: "missing_\(rule.kind)", message: "Missing required \(wanted)",
                section: section.id, rule: rule.id)
        ]
    }

    /// A section without content of its own is a heading where sections below it are filled.
    private func markHeadings(_ sections: inout [FilledSection]) {
        for index in sections.indices where sections[index].status == .open {
            let family = classified.template.family(of: index).dropFirst()
            if family.contains(where: { sections[$0].status == .filled }) { sections[index].status = .heading }
        }
    }

    private func sources() -> [OutlineSource] {
        zip(classified.sources, contents).map { source, content in
            let replacement = source.standing?.replacedBy.map { classified.sources[$0].description.name }
            return OutlineSource(
                name: source.description.name, sha256: source.description.sha256, size: source.description.size,
                format: source.description.format, kind: source.kind, version: source.standing?.version.spoken,
                replacedBy: replacement, pages: source.pageCount, blocks: content.blocks.count,
                placed: replacement == nil ? source.placements.count : 0, warnings: content.warnings.map(\.message))
        }
    }

    private func unplaced() -> [UnplacedBlock] {
        reading.sources.flatMap { read in
            classified.sources[read.index].unplaced.compactMap { index in
                guard read.content.blocks.indices.contains(index) else { return nil }
                return UnplacedBlock(citation: reading.citation(read, read.content.blocks[index]))
            }
        }
    }

    private func ordered(_ findings: [Finding]) -> [Finding] {
        let positions = classified.template.positions
        func position(_ finding: Finding) -> Int { finding.section.flatMap { positions[$0] } ?? Int.max }
        return findings.enumerated().sorted { one, other in
            let (first, second) = (one.element, other.element)
            if first.severity != second.severity { return first.severity > second.severity }
            return (position(first), one.offset) < (position(second), other.offset)
        }.map(\.element)
    }
}
