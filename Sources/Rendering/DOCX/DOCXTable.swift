/// A `w:tbl` for one grid: column widths, spans, a header that repeats on every page, rows that are not split.
struct DOCXTable {
    private let grid: TableGrid
    private let layout: TableLayout
    private let header: TableHeaderLook
    private let description: String
    private let repeatsHeader: Bool
    private let staysTogether: Bool

    /// A row with a longer text may be split between pages: kept whole it might fit on none.
    private static let mostKeptTogether = 1_500
    /// A taller header is not repeated: it would leave no room for rows.
    private static let mostRepeatedRows = 6
    /// A table of no more lines is kept on one page: about half of a page, so that little is left empty before it.
    private static let mostLinesTogether = 24

    init(_ grid: TableGrid, _ layout: TableLayout, _ header: TableHeaderLook, description: String) {
        self.grid = grid
        self.layout = layout
        self.header = header
        self.description = description
        repeatsHeader = grid.headerRows <= Self.mostRepeatedRows && grid.headerRows < grid.rowCount
        staysTogether = layout.estimatedLines(of: grid) <= Self.mostLinesTogether
    }

    var markup: Markup {
        let rows = grid.rowCount == 0 ? [emptyRow] : grid.owners.indices.map { row($0) }
        return Word.node("tbl", [:], [properties, columns] + rows)
    }

    private var properties: Markup {
        Word.node(
            "tblPr", [:],
            [
                Word.value("tblStyle", "ReportTable"),
                Word.node("tblW", ["w": "\(layout.width)", "type": "dxa"]),
                Word.node("tblLayout", ["type": "fixed"]),
                Word.node(
                    "tblLook",
                    [
                        "val": "0420", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0",
                        "noHBand": "0", "noVBand": "1",
                    ]),
                // Read aloud by screen readers.
                Word.value("tblDescription", description),
            ])
    }

    private var columns: Markup {
        Word.node("tblGrid", [:], layout.widths.map { Word.node("gridCol", ["w": "\($0)"]) })
    }

    private var emptyRow: Markup {
        Word.node(
            "tr", [:], [Word.node("tc", [:], [cellProperties(column: 0, columns: 1), Word.paragraph("TableText", [])])])
    }

    private func row(_ index: Int) -> Markup {
        let isHeader = index < grid.headerRows
        var properties: [Markup] = []
        if !isHeader || repeatsHeader, isKeptTogether(index) { properties.append(Word.flag("cantSplit")) }
        if isHeader && repeatsHeader { properties.append(Word.flag("tblHeader")) }
        var cells: [Markup] = []
        var column = 0
        while column < grid.columnCount {
            let cell = grid.cells[grid.owners[index][column]]
            cells.append(self.cell(cell, in: index, isHeader: isHeader))
            column = cell.column + cell.columns
        }
        return Word.node("tr", [:], (properties.isEmpty ? [] : [Word.node("trPr", [:], properties)]) + cells)
    }

    private func isKeptTogether(_ row: Int) -> Bool {
        grid.owners[row].allSatisfy { grid.cells[$0].text.utf8.count <= Self.mostKeptTogether }
    }

    private func cell(_ cell: TableGrid.Cell, in row: Int, isHeader: Bool) -> Markup {
        let merge: Markup? =
            cell.rows == 1 ? nil : cell.row == row ? Word.value("vMerge", "restart") : Word.flag("vMerge")
        let properties = cellProperties(
            column: cell.column, columns: cell.columns, merge: merge, isHeader: isHeader,
            endsHeader: isHeader && row == grid.headerRows - 1)
        return Word.node("tc", [:], [properties, paragraph(in: cell, isFirst: cell.row == row, isHeader: isHeader)])
    }

    private func paragraph(in cell: TableGrid.Cell, isFirst: Bool, isHeader: Bool) -> Markup {
        var format = ParagraphFormat()
        if isHeader {
            format.alignment = cell.columns > 1 || layout.numeric[cell.column] ? "center" : nil
        } else if cell.columns == 1, layout.numeric[cell.column] {
            format.alignment = "right"
            format.indent = ParagraphFormat.Indent(right: layout.rightIndents[cell.column])
        }
        // Header rows stay with the rows they head; a short table with itself and with its notes.
        format.keepNext = isHeader || staysTogether
        let style = isHeader ? "TableHeader" : "TableText"
        guard isFirst, !cell.text.isEmpty else { return Word.paragraph(style, format, []) }
        let run = RunFormat(color: isHeader ? header.color : nil, size: layout.hasOwnSize ? nil : layout.size)
        return Word.paragraph(style, format, [Word.run(cell.text, run)])
    }

    private func cellProperties(
        column: Int, columns: Int, merge: Markup? = nil, isHeader: Bool = false, endsHeader: Bool = false
    ) -> Markup {
        let width = layout.widths[column..<(column + columns)].reduce(0, +)
        var result = [Word.node("tcW", ["w": "\(width)", "type": "dxa"])]
        if columns > 1 { result.append(Word.value("gridSpan", columns)) }
        if let merge { result.append(merge) }
        if isHeader {
            if endsHeader, header.hasLine {
                let line = Word.node("bottom", ["val": "single", "sz": "8", "space": "0", "color": "000000"])
                result.append(Word.node("tcBorders", [:], [line]))
            }
            if let fill = header.fill {
                result.append(Word.node("shd", ["val": "clear", "color": "auto", "fill": fill]))
            }
            result.append(Word.value("vAlign", "bottom"))
        }
        return Word.node("tcPr", [:], result)
    }
}
