/// A Word table while it is read: rows of cells with their spans still as the file has them.
struct WordTableDraft {
    struct Cell {
        var text: String
        var columnSpan: Int
        /// All its text is bold.
        var isBold = false
        var merge: Merge?
    }

    /// A cell merged over several rows starts once and is continued in each further row.
    enum Merge { case starts, continues }

    struct Row {
        var cells: [Cell] = []
        /// Grid columns left out before the first cell.
        var skippedColumns = 0
        /// Marked to be repeated on each page.
        var isHeader = false
        /// Set apart by the table's style, as Word notes on a table's first row.
        var isFirstByStyle = false
        var isDeleted = false
    }

    var rows: [Row] = []
    var index: Int
    var page: Int
    var section: Int
    var notes: [WordNoteReference] = []

    /// The finished table: continued cells become the row span of the cell above them.
    var table: Table {
        var result: [[Table.Cell]] = []
        /// For each grid column, the row and position of the cell that a continuation would extend.
        var open: [Int: (row: Int, cell: Int)] = [:]
        for row in rows where !row.isDeleted {
            result.append(cells(of: row, into: &result, open: &open))
        }
        let kept = rows.filter { !$0.isDeleted }
        // A heading cell that reaches further down takes the rows beside it with it.
        let marked = Self.headerRows(kept)
        let reach = result.prefix(marked).enumerated().flatMap { row, cells in cells.map { row + $0.rowSpan } }.max()
        return Table(headerRows: min(max(marked, reach ?? 0), result.count), rows: result)
    }

    /// The rows marked as such; failing that, a first row that its style or bold type sets apart from the second.
    private static func headerRows(_ rows: [Row]) -> Int {
        let marked = rows.prefix(while: \.isHeader).count
        guard marked == 0, rows.count > 1 else { return marked }
        return rows[0].isFirstByStyle || (isBold(rows[0]) && !isBold(rows[1])) ? 1 : 0
    }

    private static func isBold(_ row: Row) -> Bool {
        let filled = row.cells.filter { !$0.text.isEmpty }
        return filled.count > 1 && filled.allSatisfy(\.isBold)
    }

    private func cells(
        of row: Row, into result: inout [[Table.Cell]], open: inout [Int: (row: Int, cell: Int)]
    ) -> [Table.Cell] {
        var cells: [Table.Cell] = []
        if row.skippedColumns > 0 { cells.append(Table.Cell("", columnSpan: row.skippedColumns)) }
        var column = row.skippedColumns
        for cell in row.cells {
            if cell.merge == .continues, let start = open[column] {
                result[start.row][start.cell].rowSpan += 1
            } else {
                open[column] = cell.merge == nil ? nil : (result.count, cells.count)
                cells.append(Table.Cell(cell.text, columnSpan: cell.columnSpan))
            }
            column += cell.columnSpan
        }
        return cells
    }
}
