/// A table with every cell at its place, spans resolved as HTML resolves them.
///
/// Spans that reach over the edge or over another cell are clipped; missing cells at a row's end are empty ones.
struct TableGrid: Sendable {
    struct Cell: Sendable {
        var text: String
        var row: Int
        var column: Int
        var rows: Int
        var columns: Int
    }

    /// In the order of rows, then of columns.
    private(set) var cells: [Cell] = []
    /// For each row and column, the index of the cell that covers it.
    private(set) var owners: [[Int]] = []
    let columnCount: Int
    let headerRows: Int

    /// More columns than any real table has; a hostile span stops here.
    static let mostColumns = 1_000

    init(_ table: Manuscript.DisplayTable) {
        var placement = GridPlacement(rowCount: table.rows.count)
        for (row, cells) in table.rows.enumerated() { placement.place(cells, in: row) }
        columnCount = max(1, placement.columnCount)
        headerRows = min(max(0, table.headerRows), table.rows.count)
        (cells, owners) = placement.finished(columnCount: columnCount)
    }

    private init(cells: [Cell], owners: [[Int]], columnCount: Int, headerRows: Int) {
        self.cells = cells
        self.owners = owners
        self.columnCount = columnCount
        self.headerRows = headerRows
    }

    var rowCount: Int { owners.count }

    /// The cells that start in a row, from left to right.
    func cellsStarting(in row: Int) -> [Cell] {
        var result: [Cell] = []
        var column = 0
        while column < columnCount {
            let cell = cells[owners[row][column]]
            if cell.row == row { result.append(cell) }
            column = cell.column + cell.columns
        }
        return result
    }

    /// Whether it is one header row and cells without spans.
    var isPlain: Bool { headerRows == 1 && cells.allSatisfy { $0.rows == 1 && $0.columns == 1 } }

    /// The texts row by row, for a plain table.
    var plainRows: [[String]] { owners.map { $0.map { cells[$0].text } } }

    /// The same table with these columns only, in this order; spans are cut to what is left of them.
    func columns(_ chosen: [Int]) -> TableGrid {
        var newCells: [Cell] = []
        var newOwners: [[Int]] = []
        var lastIndex: [Int: Int] = [:]
        for row in owners.indices {
            var line: [Int] = []
            for (position, column) in chosen.enumerated() {
                let owner = owners[row][column]
                let cell = cells[owner]
                let continues = position > 0 && owners[row][chosen[position - 1]] == owner
                if cell.row == row {
                    if continues, let index = line.last {
                        newCells[index].columns += 1
                        line.append(index)
                    } else {
                        line.append(newCells.count)
                        lastIndex[owner] = newCells.count
                        newCells.append(Cell(text: cell.text, row: row, column: position, rows: cell.rows, columns: 1))
                    }
                } else {
                    line.append(lastIndex[owner] ?? 0)
                }
            }
            newOwners.append(line)
        }
        return TableGrid(cells: newCells, owners: newOwners, columnCount: chosen.count, headerRows: headerRows)
    }
}
