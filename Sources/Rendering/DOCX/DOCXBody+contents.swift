/// The table of contents and the list of tables: fields with their entries already in place, so that Word shows them
/// without asking and can still make them anew.
extension DOCXBody {
    /// Headings of these levels are listed.
    private static let listedLevels = 1...4

    func contents(_ heading: Composition.Heading?) -> [Markup] {
        var result = [
            heading.map { self.heading($0, pageBreak: true) }
                ?? Word.paragraph("TOCHeading", text: "Table of Contents", ParagraphFormat(pageBreakBefore: true))
        ]
        let listed = composition.headings.filter { Self.listedLevels.contains($0.level) }
        let entries = listed.map { entry(for: $0) }
        result.append(gallery(list(entries, instruction: "TOC \\o \"1-4\" \\h \\z \\u")))
        if !composition.tables.isEmpty {
            result.append(Word.paragraph("TOCHeading", text: "List of Tables"))
            result += list(composition.tables.map { entry(for: $0) }, instruction: "TOC \\h \\z \\c \"Table\"")
        }
        return result
    }

    private struct Entry {
        var style: String
        var format = ParagraphFormat()
        var link: Markup
    }

    private func entry(for heading: Composition.Heading) -> Entry {
        var text = [Word.run(heading.title)]
        if let number = heading.number { text.insert(Word.run(number + "\t"), at: 0) }
        // Without a number the title starts where numbers do, and turned lines with it.
        let format =
            heading.number == nil
            ? ParagraphFormat(indent: ParagraphFormat.Indent(left: 220 * (heading.level - 1)))
            : ParagraphFormat()
        return Entry(style: "TOC\(heading.level)", format: format, link: link(to: .heading(heading.index), text))
    }

    private func entry(for table: Composition.NumberedTable) -> Entry {
        let text = "Table \(table.number): \(table.table.caption)"
        return Entry(
            style: "TableofFigures",
            link: link(to: .tableEntry(table.number), [Word.run(text.replacing("\n", with: " "))]))
    }

    private func link(to bookmark: Bookmark, _ text: [Markup]) -> Markup {
        // Not marked as hidden on the web, as Word marks them: LibreOffice would leave them out of the PDF.
        let page = pageNumbers?[bookmark].map { [Word.run("\($0)")] } ?? []
        let content = text + [Word.run("\t")] + Word.field("PAGEREF \(bookmark.name) \\h", result: page)
        return Word.node("hyperlink", ["anchor": bookmark.name, "history": "1"], content)
    }

    /// The field starts in the first entry's paragraph and ends in one of its own, as Word writes it.
    private func list(_ entries: [Entry], instruction: String) -> [Markup] {
        let start = Word.fieldStart(instruction)
        guard !entries.isEmpty else {
            return [Word.paragraph("TOC1", start + [Word.run("No entries."), Word.fieldEnd])]
        }
        let paragraphs = entries.enumerated().map { index, entry in
            Word.paragraph(entry.style, entry.format, (index == 0 ? start : []) + [entry.link])
        }
        return paragraphs + [Word.paragraph("SectionEnd", [Word.fieldEnd])]
    }

    /// Lets Word show its button for updating.
    private func gallery(_ content: [Markup]) -> Markup {
        Word.node(
            "sdt", [:],
            [
                Word.node(
                    "sdtPr", [:],
                    [
                        Word.node(
                            "docPartObj", [:],
                            [Word.value("docPartGallery", "Table of Contents"), Word.flag("docPartUnique")])
                    ]),
                Word.node("sdtContent", [:], content),
            ])
    }
}
