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

    private let metrics: TableMetrics

    var width: Int { widths.reduce(0, +) }
    /// Whether the text is as large as the style of tables has it.
    var hasOwnSize: Bool { size == metrics.size }

    /// How many lines the table takes when its texts are wrapped at the column widths; spans are counted as one row.
    func estimatedLines(of grid: TableGrid) -> Int {
        let measure = TextMeasure(size: size, stretch: metrics.stretch)
        var lines = Array(repeating: 1, count: grid.rowCount)
        for cell in grid.cells {
            let room = max(1, widths[cell.column..<(cell.column + cell.columns)].reduce(0, +) - metrics.cellPadding)
            let breaks = cell.text.utf8.count { $0 == 0x0A }
            let wrapped = (measure.extent(of: cell.text).line + room - 1) / room
            lines[cell.row] = max(lines[cell.row], breaks + wrapped)
        }
        return lines.reduce(0, +)
    }

    init(_ grid: TableGrid, _ metrics: TableMetrics = .standard) {
        let first = ColumnDemand(grid, metrics)
        let landscape = first.needsLandscape(portrait: metrics.portraitWidth)
        let available = landscape ? metrics.landscapeWidth : metrics.portraitWidth
        var demand = first
        var size = metrics.size
        for smaller in metrics.sizes.dropFirst() where demand.least > available {
            size = smaller
            demand = ColumnDemand(grid, metrics, size: smaller)
        }
        self.metrics = metrics
        self.landscape = landscape
        self.size = size
        widths = demand.widths(available: available)
        numeric = demand.columns.map(\.isNumeric)
        rightIndents = zip(widths, demand.columns).map { width, column in
            column.isNumeric ? max(0, (width - metrics.cellPadding - column.widestBody) / 2) : 0
        }
    }
}
