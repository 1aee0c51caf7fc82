import Extraction

/// Makes a display short enough for the text; the whole one stands in section 14.
struct TableReduction {
    let rule: TableRule

    /// The most rows of any display: a hundred pages. A longer one is a data set, which stays with its source.
    static let maxRows = 5_000

    /// The reduced table, or the table itself when nothing had to go.
    ///
    /// - Throws: ``PatternError`` when a pattern gives up.
    func reduced(_ table: Table) throws(PatternError) -> Table {
        let narrowed = try keptColumns(table)
        let limit = rule.maxRows ?? Self.maxRows
        let body = Array(narrowed.rows.dropFirst(narrowed.headerRows))
        let filled = body.filter { row in !row.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }
        guard filled.count > limit else { return narrowed }
        let kept = Array(try chosen(filled, limit: limit).prefix(limit))
        var copy = narrowed
        copy.rows = narrowed.rows.prefix(narrowed.headerRows) + kept
        let place =
            rule.wholeIn.map { "; the whole display stands in section \($0)" } ?? "; the others stay in the source"
        copy.footnotes.append("Shortened: \(kept.count) of \(filled.count) rows\(place).")
        return copy
    }

    private func chosen(_ rows: [[Table.Cell]], limit: Int) throws(PatternError) -> [[Table.Cell]] {
        if let pattern = rule.keepRows {
            let kept = try matching(rows, Pattern(pattern))
            if !kept.isEmpty { return kept }
        }
        let outer = rows.filter { !Self.isIndented($0) }
        return outer.count * 3 > limit || outer.count < rows.count ? (outer.count >= 3 ? outer : rows) : rows
    }

    /// The rows whose label matches, each with the rows that head its group.
    private func matching(_ rows: [[Table.Cell]], _ pattern: Pattern) throws(PatternError) -> [[Table.Cell]] {
        var kept: [[Table.Cell]] = []
        var heads: [[Table.Cell]] = []
        for row in rows {
            if Self.isGroupHead(row) {
                heads.append(row)
            } else if try pattern.firstMatch(in: Self.label(row)) != nil {
                kept += heads.suffix(2)
                kept.append(row)
                heads = []
            } else if !heads.isEmpty {
                heads = Array(heads.suffix(2))
            }
        }
        return kept
    }

    private func keptColumns(_ table: Table) throws(PatternError) -> Table {
        guard !rule.columns.isEmpty, table.rows.allSatisfy({ $0.allSatisfy { $0.columnSpan == 1 && $0.rowSpan == 1 } })
        else { return table }
        let headers = TableReading(table).headers
        var kept: [Int] = [0]
        for pattern in rule.columns {
            let compiled = try Pattern(pattern)
            for index in headers.indices.dropFirst() where !kept.contains(index) {
                if try compiled.firstMatch(in: headers[index]) != nil { kept.append(index) }
            }
        }
        guard kept.count > 1 else { return table }
        var copy = table
        copy.rows = table.rows.map { row in kept.sorted().filter { $0 < row.count }.map { row[$0] } }
        return copy
    }

    private static func label(_ row: [Table.Cell]) -> String { row.first?.text ?? "" }

    private static func isGroupHead(_ row: [Table.Cell]) -> Bool {
        !label(row).allSatisfy(\.isWhitespace) && row.dropFirst().allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
    }

    /// Rows of detail are set in from those they belong to, by blanks or by an empty first cell.
    private static func isIndented(_ row: [Table.Cell]) -> Bool {
        guard let first = label(row).first else { return true }
        return first.isWhitespace
    }
}
