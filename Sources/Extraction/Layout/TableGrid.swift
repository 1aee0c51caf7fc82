/// Turns a table's rows of words into cells.
struct TableGrid {
    private let rows: ArraySlice<LayoutRow>
    private let columns: [ClosedRange<Double>]

    init(rows: ArraySlice<LayoutRow>, columns: [ClosedRange<Double>]) {
        self.rows = rows
        self.columns = columns
    }

    /// One line of the table before wrapped lines are joined: what stands in each column, and how far it reaches.
    private struct Line {
        var cells: [Int: (text: String, span: Int)]
        /// The space above it.
        var gap: Double
        var height: Double
    }

    func table() -> Table {
        var merged: [Line] = []
        let limit = wrapGap
        for line in lines {
            if let last = merged.last, continues(line, last, limit: limit) {
                merged[merged.count - 1] = Self.join(last, line)
            } else {
                merged.append(line)
            }
        }
        let cells = merged.map(cells)
        return Table(headerRows: Self.headerRows(of: merged, columns: columns.count), rows: cells)
    }

    private var lines: [Line] {
        rows.indices.map { index in
            let row = rows[index]
            let gap = index > rows.startIndex ? row.y0 - rows[index - 1].y1 : .infinity
            var cells: [Int: (text: String, span: Int)] = [:]
            for segment in row.segments {
                let touched = columns.indices.filter { columns[$0].overlaps(segment.x0...segment.x1) }
                guard let first = touched.first, let last = touched.last else { continue }
                if let present = cells[first] {
                    cells[first] = (present.text + " " + segment.text, max(present.span, last - first + 1))
                } else {
                    cells[first] = (segment.text, last - first + 1)
                }
            }
            return Line(cells: cells, gap: gap, height: row.height)
        }
    }

    /// Lines closer than this are one cell's, where the table has two kinds of distances; nil where it has one.
    private var wrapGap: Double? {
        let gaps = lines.map(\.gap).filter { $0.isFinite }.sorted()
        guard gaps.count >= 3, let least = gaps.first, let most = gaps.last else { return nil }
        let height = rows.map(\.height).sorted()[rows.count / 2]
        guard most - least > 0.3 * height else { return nil }
        return least + 0.2 * height
    }

    private func continues(_ line: Line, _ last: Line, limit: Double?) -> Bool {
        if let limit, line.gap > limit { return false }
        let isNew = line.cells[0] != nil
        if limit != nil, line.gap < 0.5 * line.height {
            // Close lines that both fill every column are rows set solid.
            return !(isNew && line.cells.count == columns.count && last.cells.count == columns.count)
                && !line.cells.values.allSatisfy { Self.isFigure($0.text) }
        }
        guard !isNew, line.gap < 0.6 * line.height else { return false }
        return line.cells.values.allSatisfy { !Self.isFigure($0.text) }
    }

    private static func join(_ upper: Line, _ lower: Line) -> Line {
        var joined = upper
        joined.cells.merge(lower.cells) { (LineJoiner.join($0.text, $1.text), max($0.span, $1.span)) }
        return joined
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

    /// The lines before the first that holds figures; one where no line does.
    private static func headerRows(of lines: [Line], columns: Int) -> Int {
        let first = lines.firstIndex { line in
            line.cells.contains { $0.key > 0 && isFigure($0.value.text) }
        }
        guard lines.count > 1 else { return 0 }
        return min(max(first ?? 1, 1), 4, lines.count - 1)
    }

    /// `12`, `75.2 (8.1)`, `<1%`, `X`, `-2`: a value, not words.
    static func isFigure(_ text: String) -> Bool {
        let letters = text.count(where: \.isLetter)
        return text == "X" || text == "x" || (text.contains(where: \.isNumber) && letters <= 1)
    }
}
