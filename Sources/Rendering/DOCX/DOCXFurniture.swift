/// Page headers and footers: study, document type and title above; document, input digest and page below.
struct DOCXFurniture {
    private let composition: Composition

    /// A longer title is cut at a word, so that the header keeps its two lines.
    private static let longestTitle = 105

    init(_ composition: Composition) {
        self.composition = composition
    }

    func header(_ page: ReferenceDocument.Page) -> Markup {
        let manuscript = composition.manuscript
        let left = manuscript.properties.studyID.map { "Study \($0)" } ?? manuscript.titlePage.documentType
        var first = [Word.run(left, RunFormat(bold: true)), Word.run("\t")]
        if let mark = composition.draftMark { first.append(Word.run(mark, RunFormat(bold: true))) }
        first.append(Word.run("\t"))
        if manuscript.properties.studyID != nil { first.append(Word.run(manuscript.titlePage.documentType)) }
        return Word.node(
            "hdr", Word.namespaces,
            [
                line("Header", page, first),
                Word.paragraph("HeaderTitle", text: Self.shortened(manuscript.properties.title)),
            ])
    }

    func emptyHeader() -> Markup {
        Word.node("hdr", Word.namespaces, [Word.paragraph("Header", [])])
    }

    func footer(_ page: ReferenceDocument.Page) -> Markup {
        let properties = composition.manuscript.properties
        let left = "Document \(properties.documentID.suffix(12)) \u{B7} inputs \(properties.inputDigest)"
        let number =
            [Word.run("Page ")] + Word.field("PAGE", result: [Word.run("1")])
            + [Word.run(" of ")] + Word.field("NUMPAGES", result: [Word.run("1")])
        return Word.node(
            "ftr", Word.namespaces, [line("Footer", page, hasMiddle: false, [Word.run(left), Word.run("\t")] + number)])
    }

    /// A line with something left, right and in the middle, if there is a middle: a long text would reach beyond it.
    private func line(
        _ style: String, _ page: ReferenceDocument.Page, hasMiddle: Bool = true, _ content: [Markup]
    ) -> Markup {
        let middle = hasMiddle ? [Word.node("tab", ["val": "center", "pos": "\(page.textWidth / 2)"])] : []
        let tabs = Word.node(
            "tabs", [:], middle + [Word.node("tab", ["val": "right", "pos": "\(page.textWidth)"])])
        return Word.node("p", [:], [Word.node("pPr", [:], [Word.value("pStyle", style), tabs])] + content)
    }

    private static func shortened(_ title: String) -> String {
        guard title.count > longestTitle else { return title }
        let start = title.prefix(longestTitle)
        return (start.lastIndex(of: " ").map { start[..<$0] } ?? start) + "\u{2026}"
    }
}
