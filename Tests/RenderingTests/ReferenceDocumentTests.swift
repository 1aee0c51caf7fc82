import Foundation
import Testing

@testable import Rendering

@Suite struct ReferenceDocumentTests {
    private typealias Element = ReferenceDocument.Element
    private typealias Style = ReferenceDocument.Style

    private static func element(_ name: String, _ value: String) -> Element { Element(name, [.init("val", value)]) }

    private static func style(
        _ id: String, _ name: String, kind: Style.Kind = .paragraph, basedOn: String? = nil, isDefault: Bool = false,
        uses: Int = 0, paragraph: [Element] = [], run: [Element] = [], more: [Element] = []
    ) -> Style {
        var properties: [Element] = []
        if !paragraph.isEmpty { properties.append(Element("pPr", [], paragraph)) }
        if !run.isEmpty { properties.append(Element("rPr", [], run)) }
        return Style(
            kind: kind, id: id, name: name, basedOn: basedOn, isDefault: isDefault, uses: uses,
            properties: properties + more)
    }

    private static func font(_ name: String) -> Element {
        Element("rFonts", [.init("ascii", name), .init("hAnsi", name)])
    }

    /// A German Word's template: identifiers in its language, a heading style of its own, A4.
    static let house = ReferenceDocument(
        defaults: [Element("rPr", [], [font("Arial"), element("sz", "21")])],
        styles: [
            style("Standard", "Normal", isDefault: true, paragraph: [Element("ind", [.init("firstLine", "300")])]),
            style("NormaleTabelle", "Normal Table", kind: .table, isDefault: true),
            style(
                "berschrift1", "heading 1", basedOn: "Standard", uses: 3, paragraph: [element("outlineLvl", "0")],
                run: [element("color", "1F3864")]),
            style(
                "berschrift2", "heading 2", basedOn: "Standard", paragraph: [element("outlineLvl", "1")],
                run: [element("color", "00FF00")]),
            style(
                "HausZwei", "Haus Zwei", basedOn: "Standard", uses: 9, paragraph: [element("outlineLvl", "1")],
                run: [element("color", "FF00FF")]),
            style("Heading1", "An Appendix Style", basedOn: "berschrift1", uses: 1),
            style("Beschriftung", "caption", basedOn: "Standard", run: [element("sz", "17")]),
            style(
                "Gitter", "Haus Gitter", kind: .table, basedOn: "NormaleTabelle", uses: 4,
                more: [
                    Element(
                        "tblPr", [],
                        [
                            Element(
                                "tblCellMar", [],
                                [
                                    Element("left", [.init("w", "100"), .init("type", "dxa")]),
                                    Element("right", [.init("w", "100"), .init("type", "dxa")]),
                                ])
                        ]),
                    Element(
                        "tblStylePr", [.init("type", "firstRow")],
                        [
                            Element("rPr", [], [element("color", "FFFFFF")]),
                            Element("tcPr", [], [Element("shd", [.init("val", "clear"), .init("fill", "1F3864")])]),
                        ]),
                ]),
        ],
        pages: [.init(width: 11_906, height: 16_838, top: 1_000, right: 900, bottom: 800, left: 1_100)])

    private static let manuscript = Sample.report(isDraft: false)

    private static func written() throws -> ReadBack {
        try ReadBack(try DOCXWriter(reference: house).write(manuscript))
    }

    /// The style of an identifier, as it is written.
    private static func style(_ id: String, in docx: ReadBack) throws -> String {
        let pattern = try Regex("<w:style [^>]*w:styleId=\"\(id)\">.*?</w:style>")
        let sheet = docx.part("word/styles.xml")
        return String(sheet[try #require(sheet.firstMatch(of: pattern)?.range, "\(id)")])
    }

    @Test(arguments: Manuscript.CitationStyle.allCases)
    func `A report in the looks of a house reads back as it was written`(style: Manuscript.CitationStyle) throws {
        let manuscript = Sample.report(style: style)
        let docx = try DOCXWriter(reference: Self.house).write(manuscript)
        #expect(try DOCXCheck(manuscript, reference: Self.house).flaws(of: docx) == [])
        #expect(try DOCXWriter(reference: Self.house).write(manuscript) == docx)
    }

    @Test func `Headings are the house's own, found by name and by use`() throws {
        let docx = try Self.written()
        let first = try Self.style("Heading1", in: docx)
        #expect(first.contains("w:val=\"heading 1\"") && first.contains("1F3864"))
        let second = try Self.style("Heading2", in: docx)
        #expect(second.contains("w:val=\"Haus Zwei\"") && second.contains("FF00FF"))
        // Its numbers are ours: it keeps with its text and leaves room for the number.
        #expect(second.contains("<w:keepNext/>") && second.contains("<w:outlineLvl w:val=\"1\"/>"))
        #expect(second.firstMatch(of: /w:hanging="(\d+)"/).flatMap { Int($0.1) } ?? 0 >= 720)
        // One that the house lacks is ours, on its Normal.
        #expect(try Self.style("Heading3", in: docx).contains("<w:basedOn w:val=\"Normal\"/>"))
        #expect(docx.part("word/styles.xml").count(of: "w:styleId=\"Heading1\"") == 1)
        #expect(docx.part("word/styles.xml").contains("An Appendix Style"))
    }

    @Test func `Defaults, pages and tables are the house's`() throws {
        let docx = try Self.written()
        let sheet = docx.part("word/styles.xml")
        #expect(sheet.contains("<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\""))
        #expect(docx.document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
        #expect(docx.document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"))
        #expect(docx.document.contains("w:top=\"1000\" w:right=\"900\" w:bottom=\"800\" w:left=\"1100\""))
        // Turned to the left, so that the margin for the binding lies above.
        #expect(docx.document.contains("w:top=\"1100\" w:right=\"1000\" w:bottom=\"900\" w:left=\"800\""))
        #expect(try Self.style("ReportTable", in: docx).contains("w:val=\"Haus Gitter\""))
        #expect(docx.document.contains("w:fill=\"1F3864\"") && !docx.document.contains("w:fill=\"EDEDED\""))
        let widths = Set(docx.document.matches(of: /<w:tblStyle w:val="ReportTable"\/><w:tblW w:w="(\d+)"/).map(\.1))
        #expect(widths == ["9906", "15038"])
    }

    @Test func `What the house's Normal does to text is taken back in tables, lists and furniture`() throws {
        let docx = try Self.written()
        #expect(try Self.style("TableText", in: docx).contains("<w:ind w:left=\"0\" w:right=\"0\" w:hanging=\"0\"/>"))
        #expect(try !Self.style("BodyText", in: docx).contains("<w:ind"))
        #expect(try Self.style("Caption", in: docx).contains("<w:keepNext/>"))
    }

    @Test func `Headers and footers stay ours`() throws {
        let docx = try Self.written()
        #expect(docx.part("word/headerPortrait.xml").contains("Study GLY-301"))
        #expect(docx.part("word/footerPortrait.xml").contains("3f2a9c81d0e4"))
        #expect(docx.part("word/footerPortrait.xml").contains("w:pos=\"9906\""))
    }

    @Test func `Styles based on each other, doubled names and unknown parents do no harm`() throws {
        var house = Self.house
        house.styles += [
            Self.style("A", "Circle A", basedOn: "B"), Self.style("B", "Circle B", basedOn: "A"),
            Self.style("C", "circle a"), Self.style("D", "Orphan", basedOn: "nobody"),
            Self.style("E", "Body Text", kind: .character), Self.style("F", "Title", basedOn: "berschrift1"),
        ]
        let docx = try DOCXWriter(reference: house).write(Self.manuscript)
        #expect(try DOCXCheck(Self.manuscript, reference: house).flaws(of: docx) == [])
        let read = try ReadBack(docx)
        let sheet = read.part("word/styles.xml")
        let known = Set(sheet.matches(of: /w:styleId="([^"]+)"/).map(\.1))
        #expect(known.count == sheet.count(of: "w:styleId="))
        for base in sheet.matches(of: /w:basedOn w:val="([^"]+)"/).map(\.1) { #expect(known.contains(base)) }
        let names = sheet.matches(of: /<w:name w:val="([^"]+)"/).map { $0.1.lowercased() }
        #expect(Set(names).count == names.count)
        // A title that is based on a heading would be one of the table of contents.
        #expect(try Self.style("Title", in: read).contains("<w:outlineLvl w:val=\"9\"/>"))
    }

    @Test func `Nothing in a reference document is nothing lost`() throws {
        let empty = ReferenceDocument(defaults: [], styles: [], pages: [])
        let docx = try DOCXWriter(reference: empty).write(Self.manuscript)
        #expect(try DOCXCheck(Self.manuscript, reference: empty).flaws(of: docx) == [])
    }

    @Test(.enabled(if: Installed.pythonDOCX, "python-docx is not installed"))
    func `python-docx sees the house's styles`() throws {
        let script = """
            import sys, docx
            d = docx.Document(sys.argv[1])
            names = [p.style.name for p in d.paragraphs]
            print(names.count('Haus Zwei') > 0, {t.style.name for t in d.tables} >= {'Haus Gitter'}, d.sections[0].page_width.twips)
            """
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let docx = try DOCXWriter(reference: Self.house).write(Self.manuscript)
        let file = try directory.write(docx, as: "a.docx")
        #expect(try Python.run(["-c", script, file]) == "True True 11906\n")
    }
}
