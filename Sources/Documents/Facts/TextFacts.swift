import Extraction

/// Finds the facts that stand in words: after a label, in a row of a table, or in a sentence of a known form.
struct TextFacts {
    let reading: Reading

    func find(_ definition: FactDefinition) -> Fact? {
        var candidates: [(value: String, confidence: Double, citation: Citation)] = []
        let sources = reading.byAuthority.filter { definition.from.isEmpty || definition.from.contains($0.kind) }
        for source in sources {
            candidates += labelled(definition, in: source)
            // The patterns are the program's own; those that fail to compile are caught by a test.
            for pattern in definition.patterns {
                guard let compiled = try? Pattern(pattern, caseSensitive: definition.caseSensitive) else { continue }
                candidates += matched(compiled, confidence: definition.confidence, in: source)
            }
        }
        return Self.fact(definition.key, candidates)
    }

    /// The surest value of the first source that has any, with every place that gives it; other values as alternatives.
    ///
    /// - Parameter candidates: by the authority of their sources.
    static func fact(
        _ key: String, _ candidates: [(value: String, confidence: Double, citation: Citation)]
    ) -> Fact? {
        let first = candidates.filter { $0.citation.index == candidates.first?.citation.index }
        guard let most = first.map(\.confidence).max(), let best = first.first(where: { $0.confidence == most })
        else { return nil }
        var fact = Fact(key: key, value: best.value, confidence: best.confidence, citations: [])
        for candidate in candidates {
            if candidate.value.caseInsensitiveCompare(best.value) {
                if fact.citations.count < 5 { fact.citations.append(candidate.citation) }
            } else if let known = fact.alternatives.firstIndex(where: { $0.value == candidate.value }) {
                if fact.alternatives[known].citations.count < 5 {
                    fact.alternatives[known].citations.append(candidate.citation)
                }
            } else {
                fact.alternatives.append(.init(value: candidate.value, citations: [candidate.citation]))
            }
        }
        return fact
    }

    private func labelled(
        _ definition: FactDefinition, in source: Reading.Source
    ) -> [(value: String, confidence: Double, citation: Citation)] {
        let labels = Set(definition.labels.map(\.folded))
        guard !labels.isEmpty else { return [] }
        var found: [(value: String, confidence: Double, citation: Citation)] = []
        for line in source.lines {
            guard let label = line.label, labels.contains(label), let colon = line.text.firstIndex(of: ":") else {
                continue
            }
            let value = TableReading.clean(String(line.text[line.text.index(after: colon)...]))
            if Self.isValue(value) { found.append((value, 0.95, line.citation)) }
        }
        // Tables of labels and values are short; longer ones hold data.
        for (block, table) in reading.tables(of: source) where table.rows.count <= 200 {
            for row in table.rows {
                guard let label = row.first?.text, labels.contains(label.folded),
                    let value = row.dropFirst().map({ TableReading.clean($0.text) }).first(where: Self.isValue)
                else { continue }
                let excerpt = "\(TableReading.clean(label)): \(value)"
                found.append((value, 0.95, reading.citation(source, block, excerpt: excerpt)))
            }
        }
        return found
    }

    private func matched(
        _ pattern: Pattern, confidence: Double, in source: Reading.Source
    ) -> [(value: String, confidence: Double, citation: Citation)] {
        source.lines.flatMap { line in
            // A match given up at its limit is no match: these patterns only look for facts.
            let matches = (try? pattern.matches(in: line.text, limit: 20)) ?? []
            return matches.map { (TableReading.clean($0.value), confidence, line.citation) }
        }
    }

    private static func isValue(_ text: String) -> Bool { !text.isEmpty && text.count <= 300 }
}

extension String {
    fileprivate func caseInsensitiveCompare(_ other: String) -> Bool { lowercased() == other.lowercased() }
}
