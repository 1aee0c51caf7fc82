/// Puts the cells of one row after another into a grid, around the spans that reach down from above.
struct GridPlacement {
    private(set) var columnCount = 0
    private var cells: [TableGrid.Cell] = []
    private var owners: [[Int]]

    private static let free = -1

    init(rowCount: Int) {
        owners = Array(repeating: [], count: rowCount)
    }

    mutating func place(_ row: [Manuscript.Cell], in index: Int) {
        var column = 0
        for cell in row {
            while column < owners[index].count, owners[index][column] != Self.free { column += 1 }
            guard column < TableGrid.mostColumns else { return }
            let columns = freeColumns(from: column, in: index, atMost: cell.columnSpan)
            let rows = min(max(1, cell.rowSpan), owners.count - index)
            claim(rows: index..<(index + rows), columns: column..<(column + columns), text: cell.text)
            column += columns
        }
    }

    /// The cells in the order of rows and columns, with empty ones in every place that was left free.
    func finished(columnCount: Int) -> (cells: [TableGrid.Cell], owners: [[Int]]) {
        var result: [TableGrid.Cell] = []
        var newIndex: [Int: Int] = [:]
        var grid: [[Int]] = []
        for (row, line) in owners.enumerated() {
            grid.append(
                (0..<columnCount).map { column in
                    let owner = column < line.count ? line[column] : Self.free
                    if owner != Self.free, let known = newIndex[owner] { return known }
                    if owner != Self.free { newIndex[owner] = result.count }
                    result.append(
                        owner == Self.free
                            ? TableGrid.Cell(text: "", row: row, column: column, rows: 1, columns: 1) : cells[owner])
                    return result.count - 1
                })
        }
        return (result, grid)
    }

    private func freeColumns(from column: Int, in row: Int, atMost span: Int) -> Int {
        let limit = min(max(1, span), TableGrid.mostColumns - column)
        let line = owners[row]
        for offset in 1..<max(1, limit) + 1 where offset < limit {
            if column + offset < line.count, line[column + offset] != Self.free { return offset }
        }
        return limit
    }

    private mutating func claim(rows: Range<Int>, columns: Range<Int>, text: String) {
        // A cell above may reach into the rows below on the right: the span ends at the first row that is taken.
        let last = rows.first { row in
            row > rows.lowerBound && columns.contains { $0 < owners[row].count && owners[row][$0] != Self.free }
        }
        let rows = rows.lowerBound..<(last ?? rows.upperBound)
        for row in rows {
            if owners[row].count < columns.upperBound {
                let missing = columns.upperBound - owners[row].count
                owners[row].append(contentsOf: repeatElement(Self.free, count: missing))
            }
            for column in columns { owners[row][column] = cells.count }
        }
        columnCount = max(columnCount, columns.upperBound)
        cells.append(
            TableGrid.Cell(
                text: text, row: rows.lowerBound, column: columns.lowerBound, rows: rows.count, columns: columns.count))
    }
}
