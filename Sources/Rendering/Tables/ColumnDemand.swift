/// How much width the columns of a table ask for.
struct ColumnDemand: Sendable {
    struct Column: Sendable {
        /// So that no word is broken.
        var least = 0
        /// So that no line is broken.
        var wanted = 0
        /// The widest line below the header.
        var widestBody = 0
        var isNumeric = false
    }

    private(set) var columns: [Column]
    private let padding: Int

    var least: Int { columns.reduce(0) { $0 + $1.least } }
    var wanted: Int { columns.reduce(0) { $0 + $1.wanted } }

    /// - Parameter size: of the text in points; nil is that of the metrics.
    init(_ grid: TableGrid, _ metrics: TableMetrics = .standard, size: Double? = nil) {
        columns = Array(repeating: Column(), count: grid.columnCount)
        padding = metrics.cellPadding
        let measure = TextMeasure(size: size ?? metrics.size, stretch: metrics.stretch)
        var filled = Array(repeating: 0, count: grid.columnCount)
        var numbers = filled
        for cell in grid.cells where cell.columns == 1 {
            let isHeader = cell.row < grid.headerRows
            let extent = measure.extent(of: cell.text, bold: isHeader)
            columns[cell.column].take(extent, padding: padding, isHeader: isHeader)
            guard !isHeader, !cell.text.isEmpty else { continue }
            filled[cell.column] += 1
            if NumericText.matches(cell.text) { numbers[cell.column] += 1 }
        }
        for index in columns.indices {
            // Most, not all: a column of figures holds the odd "NA" and the odd label.
            columns[index].isNumeric = index > 0 && numbers[index] * 10 > filled[index] * 7
            columns[index].least = max(columns[index].least, padding + 120)
            columns[index].wanted = max(columns[index].wanted, columns[index].least)
        }
        for cell in grid.cells where cell.columns > 1 { spread(cell, measure, isHeader: cell.row < grid.headerRows) }
    }

    /// Whether the table should lie on a page turned sideways.
    func needsLandscape(portrait: Int) -> Bool {
        if least > portrait { return true }
        return columns.count >= 9 || (columns.count >= 6 && wanted > portrait * 7 / 4)
    }

    /// Widths that add up to the width at hand.
    func widths(available: Int) -> [Int] {
        let least = self.least
        let wanted = self.wanted
        let shares: [Int]
        if wanted <= available {
            // Room to spare: each gets its wish and a share of the rest by its wish, the first column none of a large rest.
            let rest = available - wanted
            shares = columns.map { $0.wanted + rest * $0.wanted / max(1, wanted) }
        } else if least <= available {
            let slack = wanted - least
            shares = columns.map { $0.least + (available - least) * ($0.wanted - $0.least) / max(1, slack) }
        } else {
            shares = columns.map { max(1, available * $0.least / least) }
        }
        var widths = shares
        widths[widths.count - 1] += available - shares.reduce(0, +)
        return widths
    }

    /// A cell over several columns asks each of them for its part of what they lack together.
    private mutating func spread(_ cell: TableGrid.Cell, _ measure: TextMeasure, isHeader: Bool) {
        let range = cell.column..<(cell.column + cell.columns)
        let word = measure.extent(of: cell.text, bold: isHeader).word + padding
        let lack = word - columns[range].reduce(0) { $0 + $1.least }
        guard lack > 0 else { return }
        for index in range {
            columns[index].least += lack / cell.columns + 1
            columns[index].wanted = max(columns[index].wanted, columns[index].least)
        }
    }
}

extension ColumnDemand.Column {
    /// The widest that one cell may ask for: a paragraph in a cell is to be wrapped, not to push the others away.
    private static let mostWanted = 6000
    private static let mostLeast = 3000

    mutating func take(_ extent: (line: Int, word: Int), padding: Int, isHeader: Bool) {
        least = max(least, min(extent.word + padding, Self.mostLeast))
        wanted = max(wanted, min(extent.line + padding, Self.mostWanted))
        if !isHeader { widestBody = max(widestBody, extent.line) }
    }
}
