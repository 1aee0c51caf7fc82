/// `word/styles.xml`: how everything looks, in the house's styles where there is a reference document. Our text is 12 point Times New Roman, tables 9 and notes 9, headings black, as
/// FDA's PDF specification recommends.
enum DOCXStyles {
    static func file(_ look: DocumentLook, language: String) -> Markup {
        let own = Self.own(look.portrait, stretch: look.house?.contentsStretch ?? 1)
        var content: [Markup]
        if let house = look.house {
            let styles = Dictionary(uniqueKeysWithValues: own.map { ($0.id, $0) })
            content = [house.defaults(language: language)] + house.markup(own: styles)
            content += own.filter { house.claims[$0.id] == nil }.map { house.added($0).markup }
        } else {
            content = [defaults(language: language)] + own.map(\.markup)
        }
        let others = DOCXCharacterStyles.all + DOCXTableStyles.all
        content += others.filter { look.house?.claims[$0.id] == nil }.map(\.markup)
        return Word.node("styles", Word.namespaces, content)
    }

    /// Our styles of paragraphs.
    ///
    /// - Parameter stretch: how much more room numbers take in a table of contents than in our own.
    private static func own(_ page: ReferenceDocument.Page, stretch: Double) -> [DOCXStyle] {
        textStyles + headings + contents(page, stretch) + tableStyles + furniture + notes
    }

    /// What our styles of all kinds are called.
    static let names: [(id: String, kind: ReferenceDocument.Style.Kind, name: String)] =
        own(.letter, stretch: 1).map { ($0.id, .paragraph, $0.name.lowercased()) }
        + DOCXCharacterStyles.all.map { ($0.id, .character, $0.name.lowercased()) }
        + DOCXTableStyles.all.map { ($0.id, .table, $0.name.lowercased()) }

    /// Room for a number such as 14.3.2.1 and a blank at a heading's size, in twips.
    ///
    /// - Parameter size: in points; nil is our own.
    static func headingIndent(_ level: Int, size: Double? = nil) -> Int {
        let room = [720, 720, 864, 1_008, 1_152, 1_296][level - 1]
        guard let size else { return room }
        return max(room, Int((Double(room) * size / headingSizes[level - 1]).rounded(.up)))
    }

    private static let headingSizes = [16.0, 14, 13, 12, 12, 12]

    private static func defaults(language: String) -> Markup {
        let font = DOCXFonts.text
        let run = Word.node(
            "rPr", [:],
            [
                Word.node("rFonts", ["ascii": font, "hAnsi": font, "eastAsia": font, "cs": font]),
                Word.value("sz", 24), Word.value("szCs", 24), Word.node("lang", ["val": language]),
            ])
        return Word.node(
            "docDefaults", [:],
            [Word.node("rPrDefault", [:], [run]), Word.node("pPrDefault", [:], [Word.node("pPr")])])
    }

    private static let textStyles: [DOCXStyle] = [
        DOCXStyle(id: "Normal", name: "Normal", basedOn: nil, isQuick: true),
        DOCXStyle(id: "BodyText", name: "Body Text", isQuick: true, spacing: (0, 120), line: 264),
        DOCXStyle(id: "ListItem", name: "List Item", isQuick: true, spacing: (0, 60), line: 252),
        DOCXStyle(
            id: "Subheading", name: "Subheading", next: "BodyText", isQuick: true, keepNext: true, keepLines: true,
            spacing: (160, 80), run: RunFormat(bold: true, italic: true)),
        DOCXStyle(
            id: "DocumentType", name: "Document Type", spacing: (1_200, 360), alignment: "center",
            run: RunFormat(bold: true, size: 16)),
        DOCXStyle(
            id: "Title", name: "Title", isQuick: true, spacing: (0, 720), alignment: "center",
            run: RunFormat(bold: true, size: 20)),
        DOCXStyle(
            id: "OpenSection", name: "Open Section", next: "BodyText", isQuick: true,
            borders: [.init(side: "left", width: 24, color: "BF9000")], shade: "FFF2CC", spacing: (60, 160),
            indent: .init(left: 120), run: RunFormat(italic: true)),
        DOCXStyle(
            id: "WriterNote", name: "Writer Note", next: "BodyText", isQuick: true,
            borders: [.init(side: "left", width: 24, color: "2F5496")], shade: "DEEAF6", spacing: (60, 160),
            indent: .init(left: 120), run: RunFormat(size: 10)),
        DOCXStyle(id: "SectionEnd", name: "Section End", spacing: (0, 0), run: RunFormat(size: 2)),
        DOCXStyle(id: "BeforeBox", name: "Before Box", spacing: (0, 240), run: RunFormat(size: 6)),
    ]

    private static let headings: [DOCXStyle] = (1...6).map { level in
        let hanging = headingIndent(level)
        return DOCXStyle(
            id: "Heading\(level)", name: "heading \(level)", next: "BodyText", isQuick: true, keepNext: true,
            keepLines: true, tabs: [.init(kind: "left", position: hanging)],
            spacing: (level == 1 ? 360 : 240, 120), indent: .init(left: hanging, hanging: hanging),
            outline: level - 1, run: RunFormat(bold: true, italic: level > 4, size: headingSizes[level - 1]))
    }

    private static func contents(_ page: ReferenceDocument.Page, _ stretch: Double) -> [DOCXStyle] {
        [
            DOCXStyle(
                id: "TOCHeading", name: "TOC Heading", next: "BodyText", keepNext: true, spacing: (240, 160),
                run: RunFormat(bold: true, size: 16)),
            list(page, id: "TableofFigures", name: "table of figures", start: 0, hanging: 0),
        ]
            + (1...4).map { level in
                list(
                    page, id: "TOC\(level)", name: "toc \(level)", start: 220 * (level - 1),
                    hanging: Int(Double([440, 600, 780, 960][level - 1]) * stretch), bold: level == 1)
            }
    }

    private static func list(
        _ page: ReferenceDocument.Page, id: String, name: String, start: Int, hanging: Int, bold: Bool = false
    ) -> DOCXStyle {
        let left = start + hanging
        let number = hanging > 0 ? [DOCXStyle.Tab(kind: "left", position: left)] : []
        return DOCXStyle(
            id: id, name: name, next: "Normal",
            tabs: number + [.init(kind: "right", position: page.textWidth, leader: "dot")],
            // No indent on the right, which would keep long titles off the numbers: LibreOffice loses what a tab sets there.
            spacing: (bold ? 80 : 0, 40), indent: .init(left: left, hanging: hanging),
            run: RunFormat(bold: bold, size: 11))
    }

    private static let tableStyles: [DOCXStyle] = [
        DOCXStyle(
            id: "Caption", name: "caption", next: "BodyText", isQuick: true, keepNext: true, keepLines: true,
            spacing: (200, 80), run: RunFormat(bold: true, size: 11)),
        DOCXStyle(
            id: "TableContinued", name: "Table Continued", keepNext: true, spacing: (200, 80),
            run: RunFormat(italic: true, size: 10)),
        DOCXStyle(
            id: "TableSubtitle", name: "Table Subtitle", keepNext: true, spacing: (0, 60), run: RunFormat(size: 10)),
        DOCXStyle(id: "TableText", name: "Table Text", isQuick: true, spacing: (20, 20), run: RunFormat(size: 9)),
        DOCXStyle(id: "TableHeader", name: "Table Header", basedOn: "TableText", run: RunFormat(bold: true, size: 9)),
        DOCXStyle(id: "TableNote", name: "Table Note", spacing: (40, 0), run: RunFormat(size: 9)),
        DOCXStyle(id: "SourceLine", name: "Source Line", spacing: (40, 0), run: RunFormat(italic: true, size: 9)),
        DOCXStyle(id: "AfterTable", name: "After Table", spacing: (0, 120), run: RunFormat(size: 6)),
        DOCXStyle(id: "FieldLabel", name: "Field Label", spacing: (60, 60), run: RunFormat(bold: true, size: 11)),
        DOCXStyle(id: "FieldValue", name: "Field Value", spacing: (60, 60), run: RunFormat(size: 11)),
        DOCXStyle(
            id: "FindingSeverity", name: "Finding Severity", basedOn: "TableText", run: RunFormat(bold: true, size: 9)),
        DOCXStyle(
            id: "Digest", name: "Digest", basedOn: "TableText", run: RunFormat(size: 8), font: DOCXFonts.digest),
    ]

    private static let furniture: [DOCXStyle] = [
        DOCXStyle(id: "Header", name: "header", spacing: (0, 0), run: RunFormat(size: 9)),
        DOCXStyle(
            id: "HeaderTitle", name: "Header Title", basedOn: "Header",
            borders: [.init(side: "bottom", width: 4, color: "7F7F7F")], run: RunFormat(italic: true, size: 8)),
        DOCXStyle(
            id: "Footer", name: "footer", borders: [.init(side: "top", width: 4, color: "7F7F7F")], spacing: (0, 0),
            run: RunFormat(size: 8)),
    ]

    private static let notes: [DOCXStyle] = [
        DOCXStyle(id: "FootnoteText", name: "footnote text", spacing: (0, 20), run: RunFormat(size: 10)),
        DOCXStyle(id: "CommentText", name: "annotation text", run: RunFormat(size: 10)),
        DOCXStyle(id: "Passage", name: "Passage", spacing: (0, 60), run: RunFormat(size: 10)),
    ]
}
