/// A grid as an HTML table with head, body and spans.
struct HTMLTable {
    private let grid: TableGrid

    init(_ grid: TableGrid) {
        self.grid = grid
    }

    func markup(caption: [Markup]) -> Markup {
        var content: [Markup] = caption.isEmpty ? [] : [.node("caption", [:], caption)]
        let numeric = ColumnDemand(grid).columns.map(\.isNumeric)
        if grid.headerRows > 0 {
            content.append(.node("thead", [:], (0..<grid.headerRows).map { row($0, numeric) }))
        }
        content.append(.node("tbody", [:], (grid.headerRows..<grid.rowCount).map { row($0, numeric) }))
        return .node("table", [:], content)
    }

    private func row(_ index: Int, _ numeric: [Bool]) -> Markup {
        .node("tr", [:], grid.cellsStarting(in: index).map { cell($0, isNumeric: numeric[$0.column]) })
    }

    private func cell(_ cell: TableGrid.Cell, isNumeric: Bool) -> Markup {
        let isHeader = cell.row < grid.headerRows
        var attributes: [Markup.Attribute] = []
        // A span must not reach from the head into the body: HTML ends it there anyway.
        let rows = isHeader ? min(cell.rows, grid.headerRows - cell.row) : cell.rows
        if cell.columns > 1 { attributes.append(.init(name: "colspan", value: "\(cell.columns)")) }
        if rows > 1 { attributes.append(.init(name: "rowspan", value: "\(rows)")) }
        if isHeader {
            attributes.append(.init(name: "scope", value: cell.columns > 1 ? "colgroup" : "col"))
        } else if isNumeric, cell.columns == 1 {
            attributes.append(.init(name: "class", value: "number"))
        }
        return .element(name: isHeader ? "th" : "td", attributes: attributes, children: HTMLPieces.lines(cell.text))
    }
}
