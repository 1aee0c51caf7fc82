/// A run of rows of a worksheet, made into the rows of a table: gaps filled, merged cells spanning.
struct SheetGrid {
    let rows: ArraySlice<Sheet.Row>
    let range: CellRange

    /// - Parameter rows: Consecutive rows, at least one.
    init?(_ rows: ArraySlice<Sheet.Row>) {
        guard let first = rows.first, let last = rows.last else { return nil }
        let columns = rows.flatMap { [$0.cells.first?.column, $0.cells.last?.column] }.compactMap(\.self)
        guard let left = columns.min(), let right = columns.max() else { return nil }
        self.rows = rows
        range = CellRange(
            first: CellReference(column: left, row: first.number), last: CellReference(column: right, row: last.number))
    }

    var width: Int { range.last.column - range.first.column + 1 }

    /// How many cells the finished table may have.
    var size: Int { width * rows.count }

    /// - Parameter merges: Those of the whole sheet, by their first row.
    func table(_ merges: [Int: [CellRange]]) -> [[Table.Cell]] {
        var open = SheetMerges(range)
        return rows.map { row in
            open.leave(before: row.number)
            open.enter(merges[row.number] ?? [])
            return cells(of: row, open)
        }
    }

    private func cells(of row: Sheet.Row, _ merges: SheetMerges) -> [Table.Cell] {
        var result: [Table.Cell] = []
        result.reserveCapacity(width)
        var filled = row.cells.makeIterator()
        var next = filled.next()
        var column = range.first.column
        while column <= range.last.column {
            var text = ""
            if let cell = next, cell.column == column {
                text = cell.text
                next = filled.next()
            }
            if let merge = merges.at(column) {
                let columns = min(merge.last.column, range.last.column) - column + 1
                if merge.first.row == row.number && merge.first.column == column {
                    let rows = min(merge.last.row, range.last.row) - row.number + 1
                    result.append(Table.Cell(text, columnSpan: columns, rowSpan: rows))
                }
                column += columns
                while next.map({ $0.column < column }) == true { next = filled.next() }
            } else {
                result.append(Table.Cell(text))
                column += 1
            }
        }
        return result
    }
}

/// The merged ranges that reach over the row being read. They never overlap: one that would is left out.
struct SheetMerges {
    private let range: CellRange
    /// By the column in which each begins.
    private var open: [Int: CellRange] = [:]

    init(_ range: CellRange) { self.range = range }

    func at(_ column: Int) -> CellRange? { open[column] }

    mutating func leave(before row: Int) {
        guard !open.isEmpty else { return }
        open = open.filter { $0.value.last.row >= row }
    }

    mutating func enter(_ merges: [CellRange]) {
        for merge in merges where merge.first.column >= range.first.column && merge.first.column <= range.last.column {
            let overlaps = open.values.contains { other in
                other.first.column <= merge.last.column && merge.first.column <= other.last.column
            }
            if !overlaps { open[merge.first.column] = merge }
        }
    }
}
