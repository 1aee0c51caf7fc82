extension DOCXBody {
    /// More findings than these get a page of their own.
    private static let mostFindingsOnTitlePage = 8

    func titlePage(_ heading: Composition.Heading?) -> [Markup] {
        let page = composition.manuscript.titlePage
        var result = heading.map { [self.heading($0, pageBreak: false)] } ?? []
        result.append(Word.paragraph("DocumentType", text: page.documentType))
        result.append(Word.paragraph("Title", text: page.title))
        // A house's title need not end with the space that ours does.
        if look.house != nil { result.append(Word.paragraph("BeforeBox", [])) }
        if !page.fields.isEmpty { result.append(fields(page.fields)) }
        result += draftBox()
        return result
    }

    private func fields(_ fields: [Manuscript.Field]) -> Markup {
        let rows = fields.map { field in
            [
                PlainTable.Cell(field.label, style: "FieldLabel"),
                field.value.map { PlainTable.Cell($0, style: "FieldValue") }
                    ?? PlainTable.Cell("[To be completed]", style: "FieldValue", isOpen: true),
            ]
        }
        return PlainTable(widths: [3_000, look.portrait.textWidth - 3_000], rows: rows, description: "Title page")
            .markup
    }

    /// Says that the document is not finished, and why.
    private func draftBox() -> [Markup] {
        guard let mark = composition.draftMark else { return [] }
        let findings = composition.manuscript.findings
        guard findings.count > Self.mostFindingsOnTitlePage else {
            return [Word.paragraph("BeforeBox", []), box(mark, findings)]
        }
        let counted = "\(findings.count) findings are listed on the next page."
        return [
            Word.paragraph("BeforeBox", []),
            PlainTable(
                header: [mark], widths: [look.portrait.textWidth], rows: [[PlainTable.Cell(counted)]],
                description: mark, style: "DraftBox"
            ).markup,
            Word.paragraph("BeforeBox", ParagraphFormat(pageBreakBefore: true), []), box(mark, findings),
        ]
    }

    private func box(_ mark: String, _ findings: [Manuscript.Finding]) -> Markup {
        let widths = [1_200, look.portrait.textWidth - 1_200]
        var rows = findings.map { finding in
            [
                PlainTable.Cell(Self.title(of: finding.severity), style: "FindingSeverity"),
                PlainTable.Cell(finding.message),
            ]
        }
        if rows.isEmpty { rows = [[PlainTable.Cell("Draft"), PlainTable.Cell("This document is not final.")]] }
        return PlainTable(
            header: [mark], widths: widths, rows: rows, description: mark, style: "DraftBox"
        ).markup
    }

    private static func title(of severity: String) -> String {
        severity.prefix(1).uppercased() + severity.dropFirst()
    }
}
