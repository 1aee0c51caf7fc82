extension DOCXBody {
    /// Caption, subtitles, the table itself, its source and its notes; too wide a table comes in panels.
    mutating func append(numberedTable numbered: Composition.NumberedTable) {
        let table = numbered.table
        let panels = TablePanels(TableGrid(table), look.tables).panels
        for (index, panel) in panels.enumerated() {
            let layout = TableLayout(panel, look.tables)
            var content =
                index == 0
                ? [caption(of: numbered)] : [continuation(of: numbered, part: index + 1, of: panels.count)]
            content += table.subtitles.map { Word.paragraph("TableSubtitle", text: $0) }
            content.append(DOCXTable(panel, layout, look.tableHeader, description: table.caption).markup)
            if index == panels.count - 1 { content += notes(under: table) }
            content.append(Word.paragraph("AfterTable", []))
            append(content, layout.landscape ? .landscape : .portrait)
        }
    }

    private func caption(of numbered: Composition.NumberedTable) -> Markup {
        let number = "\(numbered.number)"
        let label =
            [Word.run("Table ")] + Word.field("SEQ Table \\* ARABIC", result: [Word.run(number)])
        let content =
            Word.bookmark(.tableLabel(numbered.number), label) + [Word.run(": " + numbered.table.caption)]
        return Word.paragraph("Caption", Word.bookmark(.tableEntry(numbered.number), content))
    }

    private func continuation(of numbered: Composition.NumberedTable, part: Int, of count: Int) -> Markup {
        Word.paragraph(
            "TableContinued",
            text: "Table \(numbered.number): \(numbered.table.caption) (continued, part \(part) of \(count))")
    }

    private mutating func notes(under table: Manuscript.DisplayTable) -> [Markup] {
        let line = composition.sourceLine(of: table)
        // Notes stay with each other, as the table's last row does with the first of them.
        var result = table.footnotes.enumerated().map { index, note in
            let isLast = line == nil && index == table.footnotes.count - 1
            return Word.paragraph("TableNote", text: note, ParagraphFormat(keepNext: !isLast))
        }
        if let line { result.append(Word.paragraph("SourceLine", cited([Word.run(line)], by: table.citations))) }
        return result
    }
}
