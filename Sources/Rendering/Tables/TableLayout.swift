/// Where and how large a table is set: page orientation, type size and the width of each column.
struct TableLayout: Sendable, Equatable {
    var landscape: Bool
    /// Points.
    var size: Double
    /// Twips.
    var widths: [Int]
    /// Whether the cells below the header are numbers; such columns are set flush right about the column's middle.
    var numeric: [Bool]
    /// Distance of a numeric column's right edge from the cell's, in twips.
    var rightIndents: [Int]

    var width: Int { widths.reduce(0, +) }

    /// How many lines the table takes when its texts are wrapped at the column widths; spans are counted as one row.
    func estimatedLines(of grid: TableGrid) -> Int {
        let measure = TextMeasure(size: size)
        var lines = Array(repeating: 1, count: grid.rowCount)
        for cell in grid.cells {
            let room = max(1, widths[cell.column..<(cell.column + cell.columns)].reduce(0, +) - Self.cellPadding)
            let breaks = cell.text.utf8.count { $0 == 0x0A }
            let wrapped = (measure.extent(of: cell.text).line + room - 1) / room
            lines[cell.row] = max(lines[cell.row], breaks + wrapped)
        }
        return lines.reduce(0, +)
    }

    /// Left and right padding of a cell together.
    static let cellPadding = 2 * 70

    /// Tables are set in 9 point; smaller only where even a landscape page is too narrow for the longest words.
    private static let sizes = [9.0, 8.0, 7.0]
    static let smallestSize = 7.0

    init(_ grid: TableGrid) {
        let first = ColumnDemand(grid, size: Self.sizes[0])
        let landscape = first.needsLandscape(portrait: Page.portrait.textWidth)
        let available = landscape ? Page.landscape.textWidth : Page.portrait.textWidth
        var demand = first
        var size = Self.sizes[0]
        for smaller in Self.sizes.dropFirst() where demand.least > available {
            size = smaller
            demand = ColumnDemand(grid, size: smaller)
        }
        self.landscape = landscape
        self.size = size
        widths = demand.widths(available: available)
        numeric = demand.columns.map(\.isNumeric)
        rightIndents = zip(widths, demand.columns).map { width, column in
            column.isNumeric ? max(0, (width - Self.cellPadding - column.widestBody) / 2) : 0
        }
    }
}
