import Extraction
import Rendering

/// Says which version of a source was used, and what the others say differently.
struct VersionCheck {
    private let classified: ClassifiedContent
    /// By their places in the request.
    private let sources: [Int: Reading.Source]
    /// What each source that is compared says by itself.
    private let facts: [Int: [Fact]]

    init(_ classified: ClassifiedContent, reading: Reading) {
        self.classified = classified
        let all = Dictionary(uniqueKeysWithValues: (reading.sources + reading.replaced).map { ($0.index, $0) })
        let compared = all.values.flatMap { source -> [Int] in
            let others = [source.standing.replacedBy].compactMap(\.self) + source.standing.newer
            return others.isEmpty ? [] : others + [source.index]
        }
        let read = Set(compared).compactMap { all[$0] }
        sources = all
        facts = Dictionary(uniqueKeysWithValues: read.map { ($0.index, Facts.find(in: Reading(only: $0))) })
    }

    /// What is said of a study once, so that two versions can contradict each other.
    private static let compared: Set<String> = [
        "title", "sponsor", "product", "phase", "indication", "duration", "sample_size_planned", "primary_objective",
        "primary_endpoint", "inclusion_criteria", "exclusion_criteria",
    ]
    /// Longer values are named and not printed, in characters.
    private static let printed = 160
    /// More changed sections than these are counted and not named.
    private static let named = 30

    func findings() -> [Finding] {
        classified.sources.indices.flatMap { index -> [Finding] in
            guard let standing = sources[index]?.standing else { return [] }
            if let replacement = standing.replacedBy { return replaced(index, by: replacement) }
            return standing.newer.flatMap { amended(index, by: $0) } + standing.unclear.map { unclear(index, $0) }
        }
    }

    private func replaced(_ old: Int, by new: Int) -> [Finding] {
        guard sources[old]?.content.source.sha256 != sources[new]?.content.source.sha256 else {
            return [
                Finding(
                    severity: .warning, code: "source_given_twice",
                    message: "\(name(old)) has the same content as \(name(new)) and was used once")
            ]
        }
        let notUsed = Finding(
            severity: .warning, code: "source_superseded",
            message: "\(name(old)) is an older version or a copy of \(name(new)) and was not used",
            citations: [front(old), front(new)].compactMap(\.self))
        return [notUsed] + differences(old, new, used: name(new)) + [changes(old, new)].compactMap(\.self)
    }

    private func amended(_ old: Int, by new: Int) -> [Finding] {
        guard sources[new]?.standing.replacedBy == nil else { return [] }
        return [
            Finding(
                severity: .warning, code: "source_amended",
                message: "\(name(new)) amends \(name(old)) and is no whole version of it: "
                    + "both were used, the amendment first",
                citations: [front(old), front(new)].compactMap(\.self))
        ] + differences(old, new, used: name(new))
    }

    private func unclear(_ one: Int, _ other: Int) -> Finding {
        Finding(
            severity: .warning, code: "versions_unclear",
            message: "Nobody can tell which of \(name(one)) and \(name(other)) is newer: both were used",
            citations: [front(one), front(other)].compactMap(\.self))
    }

    /// Facts of which both say something, and not the same.
    private func differences(_ old: Int, _ new: Int, used: String) -> [Finding] {
        let (before, after) = (facts[old] ?? [], facts[new] ?? [])
        return after.compactMap { fact in
            guard Self.compared.contains(fact.key), let earlier = before.first(where: { $0.key == fact.key }),
                earlier.value.folded != fact.value.folded
            else { return nil }
            let isShort = max(earlier.value.count, fact.value.count) <= Self.printed
            let values =
                isShort
                ? ": \(fact.value) in \(used), \(earlier.value) in \(name(old))" : " (\(used), \(name(old)))"
            return Finding(
                severity: .warning, code: "versions_differ", message: "\(fact.label) differs between versions\(values)",
                citations: [fact.citations.first, earlier.citations.first].compactMap(\.self))
        }
    }

    /// The sections of the document for which the two say different things.
    private func changes(_ old: Int, _ new: Int) -> Finding? {
        let template = classified.template
        guard !template.followsSources else { return nil }
        let (before, after) = (texts(old), texts(new))
        let changed = template.sections.filter { before[$0.id] != after[$0.id] }
        guard !changed.isEmpty else { return nil }
        let names = changed.prefix(Self.named).map(\.heading).joined(separator: "; ")
        let more = changed.count > Self.named ? "; and \(changed.count - Self.named) more" : ""
        return Finding(
            severity: .info, code: "versions_changed",
            message: "\(name(old)) says something else than \(name(new)) in: \(names)\(more)")
    }

    /// By section; in the order of the source, which decides as little as how its lines are broken.
    private func texts(_ index: Int) -> [String: [String]] {
        guard let blocks = sources[index]?.content.blocks else { return [:] }
        var texts: [String: [String]] = [:]
        for placement in classified.sources[index].placements where blocks.indices.contains(placement.block) {
            let words = blocks[placement.block].text.folded
            guard !words.isEmpty else { continue }
            for section in placement.sections { texts[section, default: []].append(words) }
        }
        return texts
    }

    private func name(_ index: Int) -> String {
        guard let source = sources[index] else { return "" }
        return source.content.source.name + (source.standing.version.spoken.map { " (\($0))" } ?? "")
    }

    private func front(_ index: Int) -> Citation? {
        guard let source = sources[index], let block = source.content.blocks.first else { return nil }
        return source.citation(block)
    }
}
