/// Tells how many rows at the top of a table are headings, by where its columns turn to what fills most of them.
enum TableHeader {
    private enum Kind: Hashable {
        case figure, mark, words
    }

    /// More rows than this are no heading.
    static let most = 4

    static func rows(of rows: [[Table.Cell]]) -> Int {
        guard rows.count > 2 else { return min(1, max(0, rows.count - 1)) }
        let common = commonKinds(rows)
        // A table of words names its columns in one row.
        guard common.values.contains(where: { $0 != .words }) else { return 1 }
        guard let body = rows.firstIndex(where: { isBody($0, common) }), body < rows.count else { return 1 }
        // What names the first group of rows is none of the head.
        let named = rows[..<body].lastIndex { row in row.dropFirst().contains { !$0.text.isEmpty } }
        return min(body, most, (named ?? 0) + 1)
    }

    /// Whether most cells of a row are what their columns hold, and not all those over columns of figures are words.
    private static func isBody(_ row: [Table.Cell], _ common: [Int: Kind]) -> Bool {
        let cells = kinds(row)
        let figures = cells.filter { common[$0.key] != .words }
        guard figures.isEmpty || figures.contains(where: { common[$0.key] == $0.value }) else { return false }
        return !cells.isEmpty && cells.count { common[$0.key] == $0.value } * 2 > cells.count
    }

    /// What most of the cells of each column are, its first aside: that one names the rows.
    private static func commonKinds(_ rows: [[Table.Cell]]) -> [Int: Kind] {
        var counts: [Int: [Kind: Int]] = [:]
        for row in rows {
            for (column, kind) in kinds(row) { counts[column, default: [:]][kind, default: 0] += 1 }
        }
        return counts.compactMapValues { kinds in
            kinds.max { ($0.value, $0.key == .words ? 0 : 1) < ($1.value, $1.key == .words ? 0 : 1) }?.key
        }
    }

    private static func kinds(_ row: [Table.Cell]) -> [Int: Kind] {
        var kinds: [Int: Kind] = [:]
        var column = 0
        for cell in row {
            if column > 0, !cell.text.isEmpty, cell.columnSpan == 1 { kinds[column] = kind(cell.text) }
            column += cell.columnSpan
        }
        return kinds
    }

    private static func kind(_ text: String) -> Kind {
        // The size of a group stands over its column.
        if text.contains("N=") || text.contains("N =") { return .words }
        if text.count <= 3, text.first == "X" || text.first == "x" || text.first == "P" { return .mark }
        return text.first?.isNumber == true || isFigure(text) ? .figure : .words
    }

    /// `12`, `75.2 (8.1)`, `<1%`, `X`, `-2`: a value, not words.
    static func isFigure(_ text: String) -> Bool {
        let letters = text.count(where: \.isLetter)
        return text == "X" || text == "x" || (letters == 0 && text != "&")
            || (text.contains(where: \.isNumber) && letters <= 1)
    }
}
