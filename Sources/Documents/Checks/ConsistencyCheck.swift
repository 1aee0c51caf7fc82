import Extraction

/// Compares what the sources say of the same thing: identifiers and numbers.
struct ConsistencyCheck {
    let reading: Reading
    let facts: [Fact]

    func findings() -> [Finding] {
        identifiers() + plannedAndActual() + populations() + DateOrderCheck(facts: facts).findings()
            + TableArithmetic(reading: reading).findings()
    }

    private func identifiers() -> [Finding] {
        guard let fact = facts.first(where: { $0.key == "protocol_number" }) else { return [] }
        let others = fact.alternatives.filter { !$0.value.isEmpty }
        guard !others.isEmpty else { return [] }
        let names = ([fact.value] + others.map(\.value)).joined(separator: ", ")
        return [
            Finding(
                severity: .warning, code: "protocol_number_differs",
                message: "The sources give different protocol numbers: \(names)",
                citations: [fact.citations.first].compactMap { $0 } + others.compactMap(\.citations.first))
        ]
    }

    /// Planned and actual numbers may differ; the reader is told both, as information.
    private func plannedAndActual() -> [Finding] {
        guard let planned = facts.first(where: { $0.key == "sample_size_planned" }),
            let actual = facts.first(where: { $0.key == "sample_size_randomised" })
        else { return [] }
        let plannedNumber = planned.value.prefix { $0.isNumber || $0 == "," }
        return [
            Finding(
                severity: .info, code: "planned_and_actual",
                message: "Planned number of patients: \(plannedNumber); randomised: \(actual.value)",
                citations: [planned.citations.first, actual.citations.first].compactMap { $0 })
        ]
    }

    /// One group has one number in one population, in every table.
    private func populations() -> [Finding] {
        var counts: [String: [(count: Int, citation: Citation)]] = [:]
        for source in reading.sources {
            for (block, table) in reading.tables(of: source) {
                guard let population = Self.population(table.subtitles) else { continue }
                let arms = TableReading(table).arms
                guard Set(arms.map(\.name)).count == arms.count else { continue }
                for arm in arms {
                    let key = "\(arm.name) (\(population))"
                    let citation = reading.citation(source, block, excerpt: StructureFacts.excerpt(table))
                    counts[key, default: []].append((arm.count, citation))
                }
            }
        }
        return counts.keys.sorted().compactMap { key in
            let found = counts[key] ?? []
            let numbers = Set(found.map(\.count)).sorted()
            guard numbers.count > 1 else { return nil }
            let citations = numbers.compactMap { number in found.first { $0.count == number }?.citation }
            return Finding(
                severity: .warning, code: "population_differs",
                message: "\(key) has different numbers: \(numbers.map(String.init).joined(separator: ", "))",
                citations: citations)
        }
    }

    /// `Population: Safety` and `Safety Population` are the same.
    private static func population(_ subtitles: [String]) -> String? {
        for subtitle in subtitles {
            var words = Words(subtitle).tokens
            guard words.contains("population") || subtitle.lowercased().contains("all ") else { continue }
            words.removeAll { $0 == "population" }
            if !words.isEmpty { return words.joined(separator: " ") }
        }
        return nil
    }
}
