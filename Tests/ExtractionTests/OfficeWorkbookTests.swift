import Testing

@testable import Extraction

@Suite("Workbooks")
struct OfficeWorkbookTests {
    private typealias B = WorkbookFixture

    private func read(_ xml: String, strings: [String] = [], styles: String = "") async throws -> ExtractedContent {
        try await B(sheets: [("Data", xml)], strings: strings, styles: styles).read()
    }

    @Test("Every sheet is a heading and its table, each table with its place")
    func sheets() async throws {
        let rows = "<sheetData>\(B.rows([["Arm", "N"], ["Placebo", "86"]], from: 3))</sheetData>"
        let content = try await B(sheets: [("One", rows), ("Empty", "<sheetData/>"), ("Two", rows)]).read()
        #expect(content.outline == ["H1 - One", "T - 2x2", "H1 - Two", "T - 2x2"])
        #expect(content.blocks[1].provenance == Provenance(sheet: "One", cells: "A3:B4"))
        #expect(content.tables.first?.rows[1] == [Table.Cell("Placebo"), Table.Cell("86")])
        #expect(content.tables.first?.headerRows == 1)
        #expect(content.blocks.map(\.index) == [0, 1, 2, 3])
    }

    @Test("Shared, inline and computed texts, truth values, errors and numbers are read as shown")
    func cellTypes() async throws {
        let xml = """
            <sheetData><row><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>\
            <c t="str"><f>A1</f><v>made</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>\
            <c><v>0.30000000000000004</v></c><c><v>12345678</v></c></row></sheetData>
            """
        let strings = ["<t>zero</t>", "<r><t>rich </t></r><r><t>text</t></r><rPh><t>HIDDEN</t></rPh>"]
        let content = try await read(xml, strings: strings)
        #expect(
            content.tables.first?.rows[0].map(\.text) == [
                "rich text", "inline", "made", "TRUE", "#N/A", "0.3", "12345678",
            ])
        #expect(content.blocks.last?.provenance.cells == "A1:G1")
    }

    @Test("Merged cells span, and gaps are filled with blank cells")
    func merged() async throws {
        let xml = """
            <sheetData>\(B.rows([["Sex", "Dose", nil], [nil, "Low", "High"], ["Male", nil, "4"]]))</sheetData>\
            <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="B1:B9"/></mergeCells>
            """
        let table = try #require(try await read(xml).tables.first)
        #expect(table.rows[0].map(\.columnSpan) == [1, 2])
        #expect(table.rows[0].map(\.rowSpan) == [2, 1])
        #expect(table.rows[1].map(\.text) == ["Low", "High"])
        #expect(table.rows[2].map(\.text) == ["Male", "", "4"])
        #expect(table.headerRows == 2)
    }

    @Test("Single cells above a table are its title, notes below it its notes, and blank rows part tables")
    func titles() async throws {
        let xml = """
            <dimension ref="A1:B2"/><sheetData>\(B.rows([["Table 14-2.01"], ["Demographics"], ["Population: ITT"]]))\
            \(B.rows([["Age", "N"], ["<65", "14"], ["Note: rounded."]].map { $0.map { $0.replacing("<", with: "&lt;") } }, from: 5))\
            \(B.rows([["Other", "x"], ["y", "z"]], from: 9))\(B.rows([["A closing remark"]], from: 12))</sheetData>
            """
        let content = try await read(xml)
        #expect(content.outline == ["H1 - Data", "T Table 14-2.01 2x2", "T - 2x2", "P A closing remark"])
        #expect(content.tables[0].caption == "Demographics")
        #expect(content.tables[0].subtitles == ["Population: ITT"])
        #expect(content.tables[0].footnotes == ["Note: rounded."])
        #expect(content.tables[0].rows[1][0].text == "<65")
        #expect(content.blocks.map(\.provenance.cells) == [nil, "A5:B6", "A9:B10", "A12"])
    }

    @Test("Frozen rows are the heading; a first row of numbers is none")
    func headings() async throws {
        let pane = #"<sheetViews><sheetView><pane ySplit="2" state="frozen"/></sheetView></sheetViews>"#
        let texts = B.rows([["a", "b"], ["c", "d"], ["e", "f"]])
        #expect(try await read("\(pane)<sheetData>\(texts)</sheetData>").tables.first?.headerRows == 2)
        let numbers = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row>\(B.rows([["a", "b"]], from: 2))</sheetData>"
        #expect(try await read(numbers).tables.first?.headerRows == 0)
    }

    @Test("A hidden sheet is read and reported")
    func hidden() async throws {
        let rows = "<sheetData>\(B.rows([["a", "b"]]))</sheetData>"
        let content = try await B(sheets: [("Secret", rows)], sheetAttributes: #"state="veryHidden""#).read()
        #expect(content.blocks.count == 2)
        #expect(content.warnings.map(\.code) == ["hidden_sheet"])
    }

    @Test("Rows and cells out of order are put in order, the later of two cells at one place counting")
    func disorder() async throws {
        let xml = """
            <sheetData>\(B.rows([["c", "d"]], from: 2))<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c>\
            <c r="B1"><v>3</v></c></row></sheetData>
            """
        #expect(try await read(xml).tables.first?.rows.map { $0.map(\.text) } == [["1", "3"], ["c", "d"]])
    }

    @Test("Numbers and dates take the format of their style, from 1900 or from 1904")
    func styles() async throws {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="dd\\-mmm\\-yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/>\
            </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>
            """
        let xml =
            #"<sheetData><row><c s="1"><v>43831</v></c><c s="2"><v>0.4567</v></c><c s="0"><v>5</v></c></row></sheetData>"#
        #expect(
            try await read(xml, styles: styles).tables.first?.rows[0].map(\.text) == ["01-Jan-2020", "45.67%", "5"])
        let from1904 = B(
            sheets: [("Data", xml)], workbookProperties: #"<workbookPr date1904="1"/>"#, styles: styles)
        #expect(try await from1904.read().tables.first?.rows[0].first?.text == "02-Jan-2024")
    }

    @Test("Places of cells are read and written alike", arguments: ["A1", "Z9", "AA10", "XFD1048576"])
    func references(text: String) {
        #expect(CellReference(text.utf8)?.text == text)
    }

    @Test(
        "What is no place in a worksheet is refused",
        arguments: ["", "A", "1", "A0", "XFE1", "A1048577", "a1", "1A", "AAAAAAAAAAAA1"])
    func badReferences(text: String) {
        #expect(CellReference(text.utf8) == nil)
    }
}
