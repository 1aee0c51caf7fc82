/// The filled cells of one worksheet, row by row.
struct Sheet {
    struct Row {
        /// From 1.
        var number: Int
        /// From left to right; blank cells are left out.
        var cells: [Cell] = []
    }

    struct Cell {
        /// From 1.
        var column: Int
        var text: String
        /// A text in the workbook itself, not a number, date or truth value.
        var isText: Bool
    }

    /// From top to bottom; rows without a filled cell are left out.
    var rows: [Row] = []
    var merges: [CellRange] = []
    /// How many rows at the top stay in view when the sheet is scrolled; 0 where none do.
    var frozenRows = 0
}
