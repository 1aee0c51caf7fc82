/// An HTML table while it is read.
struct HTMLTableDraft {
    struct Row {
        var cells: [Table.Cell] = []
        /// Inside `thead`.
        var isInHead = false
        /// Made of `th` only.
        var isMadeOfHeads = false
    }

    var rows: [Row] = []
    var caption: String?
    var isInHead = false
    /// Another table stands in one of its cells: it only arranges the page.
    var isLayout = false
    /// The first of its lines in the page.
    var paragraph: Int

    /// The finished table, without rows that hold nothing but blanks at its end; nil when nothing is in it.
    var table: Table? {
        var kept = rows.filter { !$0.cells.isEmpty }
        guard kept.contains(where: { $0.cells.contains { !$0.text.isEmpty } }) else { return nil }
        for row in kept.indices {
            for cell in kept[row].cells.indices {
                // A span may not reach beyond the table.
                kept[row].cells[cell].rowSpan = min(kept[row].cells[cell].rowSpan, kept.count - row)
            }
        }
        var table = Table(headerRows: Self.headerRows(kept), rows: kept.map(\.cells))
        if let caption, !caption.isEmpty { table.take(title: caption) }
        return table
    }

    /// Those in `thead`; failing that, the rows of `th` at the top. Some programs mark every row so: then it is one.
    private static func headerRows(_ rows: [Row]) -> Int {
        let inHead = rows.prefix(while: \.isInHead).count
        let marked = inHead > 0 ? inHead : rows.prefix(while: \.isMadeOfHeads).count
        return marked < rows.count ? marked : min(1, rows.count - 1)
    }
}

extension Table {
    /// Makes a line of text its label and caption.
    mutating func take(title line: String) {
        if let found = DisplayLabel(line), found.isTitle {
            label = found.label
            caption = found.title.isEmpty ? nil : found.title
        } else {
            caption = line.onOneLine
        }
    }
}
