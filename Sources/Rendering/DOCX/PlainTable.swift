/// A small table of the document's own making, such as the fields of the title page: no spans, no caption.
struct PlainTable {
    struct Cell {
        var text: String
        var style: String
        /// Shown as a gap to be filled.
        var isOpen: Bool

        init(_ text: String, style: String = "TableText", isOpen: Bool = false) {
            self.text = text
            self.style = style
            self.isOpen = isOpen
        }
    }

    /// One cell per column, or a single one across all of them.
    var header: [String] = []
    var widths: [Int]
    var rows: [[Cell]]
    var description: String
    var style = "FieldTable"
    var look = TableHeaderLook()

    var markup: Markup {
        Word.node("tbl", [:], [properties, columns] + headerRow + rows.map { row($0) })
    }

    private var properties: Markup {
        Word.node(
            "tblPr", [:],
            [
                Word.value("tblStyle", style),
                Word.node("tblW", ["w": "\(widths.reduce(0, +))", "type": "dxa"]),
                Word.node("tblLayout", ["type": "fixed"]),
                Word.value("tblDescription", description),
            ])
    }

    private var columns: Markup {
        Word.node("tblGrid", [:], widths.map { Word.node("gridCol", ["w": "\($0)"]) })
    }

    private var headerRow: [Markup] {
        guard !header.isEmpty else { return [] }
        let spans = header.count == 1 && widths.count > 1
        let cells = header.enumerated().map { index, text in
            var cell = [Word.node("tcW", ["w": "\(spans ? widths.reduce(0, +) : widths[index])", "type": "dxa"])]
            if spans { cell.append(Word.value("gridSpan", widths.count)) }
            if let fill = look.fill {
                cell.append(Word.node("shd", ["val": "clear", "color": "auto", "fill": fill]))
            }
            let run = Word.run(text, RunFormat(color: look.color))
            let paragraph = Word.paragraph("TableHeader", ParagraphFormat(keepNext: true), [run])
            return Word.node("tc", [:], [Word.node("tcPr", [:], cell), paragraph])
        }
        return [
            Word.node("tr", [:], [Word.node("trPr", [:], [Word.flag("cantSplit"), Word.flag("tblHeader")])] + cells)
        ]
    }

    private func row(_ cells: [Cell]) -> Markup {
        let content = zip(cells, widths).map { cell, width in
            var properties = [Word.node("tcW", ["w": "\(width)", "type": "dxa"])]
            if cell.isOpen { properties.append(Word.node("shd", ["val": "clear", "color": "auto", "fill": "FFF2CC"])) }
            return Word.node(
                "tc", [:], [Word.node("tcPr", [:], properties), Word.paragraph(cell.style, text: cell.text)])
        }
        return Word.node("tr", [:], [Word.node("trPr", [:], [Word.flag("cantSplit")])] + content)
    }
}
