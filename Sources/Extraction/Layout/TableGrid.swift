/// Turns a table's rows of words into cells.
struct TableGrid {
    private let rows: ArraySlice<LayoutRow>
    private let columns: [ClosedRange<Double>]
    private let vocabulary: Vocabulary

    init(rows: ArraySlice<LayoutRow>, columns: [ClosedRange<Double>], vocabulary: Vocabulary) {
        self.rows = rows
        self.columns = columns
        self.vocabulary = vocabulary
    }

    /// What stands in one column of a line, and over how many columns it reaches.
    private struct Cell {
        var text: String
        var span: Int
        /// The width of its last line, and of its first word.
        var width: Double
        var firstWord: Double
    }

    /// A row of words, or several that were joined because their cells' text goes on.
    private struct Line {
        var cells: [Int: Cell]
        /// The space above it.
        var gap: Double
        var height: Double
    }

    func table() -> Table {
        var merged: [Line] = []
        let lines = lines
        let limit = Self.wrapGap(lines)
        let isTold = limit.map { tellsRows(lines, limit: $0) } ?? false
        for line in lines {
            // One piece over several columns is no cell's: prose that follows.
            let isOver = line.cells.count == 1 && line.cells.values.contains { $0.span > 1 }
            let isClose = isTold && line.gap <= limit ?? 0 && !isOver || line.gap < -0.25 * line.height
            if let last = merged.last, isClose || continues(line, last, limit: limit) {
                merged[merged.count - 1] = join(last, line)
            } else {
                merged.append(line)
            }
        }
        let cells = merged.map(cells)
        return Table(headerRows: TableHeader.rows(of: cells), rows: cells)
    }

    private var lines: [Line] {
        rows.indices.map { index in
            let row = rows[index]
            let gap = index > rows.startIndex ? row.y0 - rows[index - 1].y1 : .infinity
            var cells: [Int: Cell] = [:]
            for segment in row.segments.flatMap({ atColumns($0, of: row) }) {
                let touched = columns.indices.filter { columns[$0].overlaps(segment.x0...segment.x1) }
                guard let first = touched.first, let last = touched.last else { continue }
                let word = row.words.first { $0.x0 >= segment.x0 }
                let cell = Cell(
                    text: segment.text, span: last - first + 1, width: segment.x1 - segment.x0,
                    firstWord: word.map { $0.x1 - $0.x0 } ?? 0)
                cells[first] = cells[first].map { join($0, cell) } ?? cell
            }
            return Line(cells: cells, gap: gap, height: row.height)
        }
    }

    /// Parts a piece at words that stand exactly where a column begins: columns may be closer than a wide blank.
    private func atColumns(_ segment: LayoutSegment, of row: LayoutRow) -> [LayoutSegment] {
        let touched = columns.filter { $0.overlaps(segment.x0...segment.x1) }
        guard touched.count > 1 else { return [segment] }
        let words = row.words.filter { $0.x0 >= segment.x0 - 0.1 && $0.x1 <= segment.x1 + 0.1 }
        var pieces: [[LayoutWord]] = []
        for word in words {
            // No more than a blank before it is a title over several columns.
            let isApart = pieces.last?.last.map { word.x0 - $0.x1 > 0.4 * word.height } ?? true
            let opens =
                isApart
                && (touched.dropFirst().contains { abs($0.lowerBound - word.x0) < 2 } || parts(pieces.last?.last, word))
            if opens || pieces.isEmpty { pieces.append([word]) } else { pieces[pieces.count - 1].append(word) }
        }
        return pieces.count > 1 ? pieces.flatMap(LayoutSegment.segments) : [segment]
    }

    /// Whether two words of one piece stand each within a column of its own.
    private func parts(_ left: LayoutWord?, _ right: LayoutWord) -> Bool {
        func column(_ word: LayoutWord) -> Int? {
            columns.firstIndex { $0.lowerBound - 2 <= word.x0 && word.x1 <= $0.upperBound + 2 }
        }
        guard let left, let first = column(left), let second = column(right) else { return false }
        return first < second
    }

    /// Whether a line's text goes on from the line above: no more than a line's distance below it, and in each of its
    /// columns the line above had no room left for its first word.
    private func continues(_ line: Line, _ last: Line, limit: Double?) -> Bool {
        guard line.gap < 0.6 * line.height, !line.cells.isEmpty else { return false }
        let isMiddle = line.cells.values.allSatisfy { $0.text.first?.isLowercase == true || $0.text.first == "(" }
        if isMiddle, line.cells.keys.allSatisfy({ last.cells[$0] != nil }) { return true }
        guard let limit, line.gap <= limit else { return false }
        if isRestOfCell(line, last) { return true }
        var goesOn = false
        for (column, cell) in line.cells {
            guard !TableHeader.isFigure(cell.text) || cell.text.hasPrefix("(") else { return false }
            guard let above = last.cells[column] else {
                // A cell that starts beside the second line of its row: only next to one that goes on.
                if column == 0 { return false }
                continue
            }
            guard !hasRoom(for: cell, after: above, column, height: line.height) || cell.span > 1 else { return false }
            goesOn = true
        }
        return goesOn
    }

    /// Whether a cell's first word would have found room on the line above, and so begins a row.
    private func hasRoom(for cell: Cell, after above: Cell, _ column: Int, height: Double) -> Bool {
        columns[column].upperBound - columns[column].lowerBound - above.width >= cell.firstWord + 0.2 * height
    }

    /// Whether distance alone tells rows from the lines of a row: so it is unless close lines bear figures under figures,
    /// or words that had room on the line above, as groups of rows do.
    private func tellsRows(_ lines: [Line], limit: Double) -> Bool {
        let close = zip(lines, lines.dropFirst()).filter { $1.gap <= limit }
        guard close.count >= 2, lines.count - close.count >= 3 else { return false }
        let contradictions = close.count { upper, lower in
            lower.cells.contains { column, cell in
                guard let above = upper.cells[column] else { return false }
                return TableHeader.isFigure(cell.text) && TableHeader.isFigure(above.text)
                    || hasRoom(for: cell, after: above, column, height: lower.height)
            }
        }
        return contradictions * 8 <= close.count
    }

    /// Whether a line only fills what is not the first column, which names the rows, or only one column of many.
    private func isRestOfCell(_ line: Line, _ last: Line) -> Bool {
        guard line.cells[0] == nil, columns.count <= 3 || line.cells.count == 1 else { return false }
        return line.cells.allSatisfy { last.cells[$0.key] != nil && !TableHeader.isFigure($0.value.text) }
    }

    /// Lines closer than this may be one cell's; nil where all lines are equally far apart and distance tells nothing.
    private static func wrapGap(_ lines: [Line]) -> Double? {
        let gaps = lines.map(\.gap).filter { $0.isFinite }.sorted()
        // Not the very least: a raised sign may stand in the way.
        guard let least = gaps.dropFirst(gaps.count / 4).first, let most = gaps.last else { return nil }
        let height = lines.map(\.height).sorted()[lines.count / 2]
        return most - least > 0.2 * height ? least + 0.2 * height : nil
    }

    private func join(_ upper: Line, _ lower: Line) -> Line {
        var joined = upper
        joined.cells.merge(lower.cells) { join($0, $1) }
        return joined
    }

    private func join(_ upper: Cell, _ lower: Cell) -> Cell {
        Cell(
            text: vocabulary.joinCell(upper.text, lower.text), span: max(upper.span, lower.span), width: lower.width,
            firstWord: upper.firstWord)
    }

    private func cells(_ line: Line) -> [Table.Cell] {
        var cells: [Table.Cell] = []
        var column = 0
        while column < columns.count {
            guard let cell = line.cells[column] else {
                cells.append(Table.Cell(""))
                column += 1
                continue
            }
            var span = 1
            while span < cell.span, line.cells[column + span] == nil { span += 1 }
            cells.append(Table.Cell(cell.text, columnSpan: span))
            column += span
        }
        return cells
    }
}
