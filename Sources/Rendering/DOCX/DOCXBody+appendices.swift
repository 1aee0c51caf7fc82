extension DOCXBody {
    func abbreviations() -> [Markup] {
        let entries = composition.manuscript.abbreviations
        guard !entries.isEmpty else {
            return [
                Word.paragraph("OpenSection", text: composition.openText(Composition.noAbbreviations))
            ]
        }
        let rows = entries.map { [PlainTable.Cell($0.short), PlainTable.Cell($0.meaning)] }
        return [
            PlainTable(
                header: ["Abbreviation", "Meaning"], widths: [2_000, look.portrait.textWidth - 2_000], rows: rows,
                description: "Abbreviations", style: "ReportTable", look: look.tableHeader
            ).markup,
            Word.paragraph("AfterTable", []),
        ]
    }

    /// Each passage cited, under the number by which the text calls it.
    func passages() -> [Markup] {
        composition.citations.ordered.enumerated().map { index, citation in
            let left = 560
            return Word.paragraph(
                "Passage",
                ParagraphFormat(tabs: [left], indent: ParagraphFormat.Indent(left: left, hanging: left)),
                [Word.run("[\(index + 1)]\t\(composition.reference(to: citation))")])
        }
    }

    /// The source documents with kind and digest, so that a reader can tell whether a file is the one that was used.
    func sources() -> [Markup] {
        let rows = composition.manuscript.sources.map { source in
            // 64 digits in two lines: the column could not hold them in one.
            let digest = source.sha256.prefix(32) + (source.sha256.count > 32 ? "\n" + source.sha256.dropFirst(32) : "")
            return [
                PlainTable.Cell(source.name), PlainTable.Cell(source.kind ?? "\u{2013}"),
                PlainTable.Cell(String(digest), style: "Digest"),
            ]
        }
        let width = look.portrait.textWidth
        let kind = min(1_700, width / 5)
        return [
            PlainTable(
                header: ["Document", "Kind", "SHA-256"], widths: [width - kind - 3_500, kind, 3_500], rows: rows,
                description: "Source documents", style: "ReportTable", look: look.tableHeader
            ).markup,
            Word.paragraph("AfterTable", []),
        ]
    }
}
