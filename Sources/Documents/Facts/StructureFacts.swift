import Extraction

/// Finds the facts that stand in the structure: title page, lists below headings, table headings, population rows.
struct StructureFacts {
    let reading: Reading

    /// Where no label names it, the title is the longest line of the title page that is no sentence.
    func title() -> Fact? {
        for source in reading.byAuthority where source.kind == .protocolDocument || source.kind == .report {
            let front = source.content.blocks.prefix { ($0.provenance.page ?? 1) == 1 }.prefix(20)
            let lines = front.filter { block in
                if case .table = block.content { return false }
                let words = block.text.split(separator: " ").count
                return (6...60).contains(words) && !block.text.hasSuffix(".") && !Self.isBoilerplate(block.text)
            }
            guard let best = lines.max(by: { $0.text.count < $1.text.count }) else { continue }
            return Fact(
                key: "title", value: TableReading.clean(best.text), confidence: 0.8,
                citations: [reading.citation(source, best)])
        }
        return nil
    }

    private static func isBoilerplate(_ text: String) -> Bool {
        let lower = text.lowercased()
        return ["copyright", "©", "confidential", "information contained", ":"].contains { lower.contains($0) }
    }

    /// The list or the text below a heading.
    func below(_ heading: String, key: String, limit: Int) -> Fact? {
        guard let pattern = try? Pattern(heading) else { return nil }
        for source in reading.byAuthority where source.kind != .tables {
            // The pattern is the program's own and simple: it cannot reach a limit.
            let blocks = (try? reading.blocks(of: source, under: pattern)) ?? []
            let items = blocks.filter { block in
                guard case .listItem = block.content else { return false }
                return true
            }
            let chosen = Array((items.isEmpty ? blocks : items).prefix(limit))
            guard !chosen.isEmpty else { continue }
            let value = chosen.map { TableReading.clean($0.text) }.joined(separator: "; ")
            return Fact(
                key: key, value: Citation.shortenedList(value), confidence: 0.85,
                citations: chosen.prefix(5).map { reading.citation(source, $0) })
        }
        return nil
    }

    /// The treatment groups with their numbers, from the first table of a whole population.
    func arms() -> [Fact] {
        for (source, block, table, arms) in armTables() {
            let groups = arms.filter { !Self.isTotal($0.name) }
            let citation = reading.citation(source, block, excerpt: Self.excerpt(table))
            return [
                Fact(
                    key: "arms", value: groups.map(\.name).joined(separator: "; "), confidence: 0.9,
                    citations: [citation]),
                Fact(
                    key: "n_per_arm", value: groups.map { "\($0.name): \($0.count)" }.joined(separator: "; "),
                    confidence: 0.9, citations: [citation]),
            ]
        }
        return []
    }

    /// How many were randomised: a row that says so, else the total of a table of all randomised or intended to treat.
    func randomised() -> Fact? {
        for source in reading.sources where source.kind == .tables || source.kind == .report || source.kind == .unknown
        {
            for (block, table) in reading.tables(of: source) {
                let view = TableReading(table)
                guard let row = view.rows.first(where: { Self.isRandomised($0.label) }), view.arms.count > 1,
                    let count = row.cells.dropFirst().reversed().compactMap(TableReading.count).first
                else { continue }
                let excerpt = Self.excerpt(row)
                return Fact(
                    key: "sample_size_randomised", value: String(count), confidence: 0.9,
                    citations: [reading.citation(source, block, excerpt: excerpt)])
            }
        }
        for (source, block, table, arms) in armTables() {
            guard let total = arms.first(where: { Self.isTotal($0.name) }), Self.isWholePopulation(table) else {
                continue
            }
            return Fact(
                key: "sample_size_randomised", value: String(total.count), confidence: 0.8,
                citations: [reading.citation(source, block, excerpt: Self.excerpt(table))])
        }
        return nil
    }

    /// The analysis populations with their totals.
    func populations() -> Fact? {
        for source in reading.sources where source.kind != .protocolDocument {
            for (block, table) in reading.tables(of: source) {
                guard Self.namesPopulations(table.caption ?? "") else { continue }
                let view = TableReading(table)
                let found = view.rows.compactMap { row -> (String, Int)? in
                    guard Self.isPopulation(row.label),
                        let count = row.cells.dropFirst().reversed().compactMap(TableReading.count).first
                    else { return nil }
                    return (TableReading.clean(row.label), count)
                }
                guard !found.isEmpty else { continue }
                return Fact(
                    key: "populations", value: found.map { "\($0.0): \($0.1)" }.joined(separator: "; "),
                    confidence: 0.9,
                    citations: [reading.citation(source, block, excerpt: Self.excerpt(table))])
            }
        }
        return nil
    }

    private typealias ArmTable = (
        source: Reading.Source, block: Block, table: Table, arms: [(name: String, count: Int)]
    )

    /// Tables whose headings name each treatment group once, those of a whole population first.
    private func armTables() -> [ArmTable] {
        var whole: [ArmTable] = []
        var others: [ArmTable] = []
        for source in reading.sources {
            for (block, table) in reading.tables(of: source) {
                let arms = TableReading(table).arms
                guard arms.count > 1, Set(arms.map(\.name)).count == arms.count else { continue }
                if Self.isWholePopulation(table) {
                    whole.append((source, block, table, arms))
                } else {
                    others.append((source, block, table, arms))
                }
            }
        }
        return whole + others
    }

    static func isTotal(_ name: String) -> Bool {
        ["total", "all", "overall", "all patients", "all subjects", "all participants"].contains(name.lowercased())
    }

    static func isRandomised(_ label: String) -> Bool {
        let words = Words(label).tokens
        return words.contains("randomized") || words == ["intent", "treat"] || words == ["intent", "treat", "itt"]
    }

    private static func isWholePopulation(_ table: Table) -> Bool {
        let text = table.subtitles.joined(separator: " ").lowercased()
        return ["intent", "randomi", "all subjects", "all patients", "all participants", "full analysis"].contains {
            text.contains($0)
        }
    }

    private static func namesPopulations(_ caption: String) -> Bool {
        let words = Set(Words(caption).tokens)
        return words.contains("population") || (words.contains("analysis") && words.contains("set"))
    }

    private static func isPopulation(_ label: String) -> Bool {
        let lower = label.lowercased()
        return [
            "intent", "safety", "efficacy", "per protocol", "per-protocol", "full analysis", "evaluable", "randomi",
            "enrolled", "entered",
        ].contains { lower.contains($0) }
    }

    static func excerpt(_ table: Table) -> String {
        let head = [table.label, table.caption].compactMap { $0 }.joined(separator: " ")
        let header = table.rows.prefix(max(1, table.headerRows)).flatMap { $0.map(\.text) }
        return "\(head): \(header.map(TableReading.clean).filter { !$0.isEmpty }.joined(separator: " | "))"
    }

    static func excerpt(_ row: TableReading.Row) -> String {
        row.cells.map(TableReading.clean).filter { !$0.isEmpty }.joined(separator: " | ")
    }
}

extension Citation {
    /// A joined list, cut at 1,200 characters: a fact is a line, not a chapter.
    static func shortenedList(_ text: String) -> String {
        text.count > 1_200 ? String(text.prefix(1_200)) + " …" : text
    }
}
