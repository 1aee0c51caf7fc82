import Testing

@testable import Extraction

@Suite("Word: tables, figures and their titles")
struct OfficeWordTableTests {
    private typealias W = WordFixture

    private func cell(_ text: String, _ properties: String = "") -> String {
        "<w:tc><w:tcPr>\(properties)</w:tcPr>\(W.paragraph(text))</w:tc>"
    }

    private func row(_ cells: [String], _ properties: String = "") -> String {
        "<w:tr><w:trPr>\(properties)</w:trPr>\(cells.joined())</w:tr>"
    }

    @Test("Merged cells become spans, and repeated rows are headings")
    func spans() async throws {
        let body = """
            <w:tbl>\(row([cell("", #"<w:vMerge w:val="restart"/>"#), cell("Dose", #"<w:gridSpan w:val="2"/>"#)], "<w:tblHeader/>"))\
            \(row([cell("", "<w:vMerge/>"), cell("Low"), cell("High")], "<w:tblHeader/>"))\
            \(row([cell("Age"), cell("75.7"), cell("74.4")]))</w:tbl>
            """
        let table = try #require(try await W(body: body).read().tables.first)
        #expect(table.headerRows == 2)
        #expect(table.columnCount == 3)
        #expect(table.rows[0] == [Table.Cell("", rowSpan: 2), Table.Cell("Dose", columnSpan: 2)])
        #expect(table.rows[1].map(\.text) == ["Low", "High"])
        #expect(table.rows[2].map(\.text) == ["Age", "75.7", "74.4"])
    }

    @Test("A row set apart by its style or in bold type is a heading; a deleted row is not there")
    func headerByLook() async throws {
        let bold = { (text: String) in "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>\(text)</w:t></w:r></w:p></w:tc>" }
        let body = """
            <w:tbl>\(row([bold("Site"), bold("N")]))\(row([cell("701"), cell("41")]))\
            \(row([cell("gone"), cell("0")], "<w:del/>"))</w:tbl>\(W.paragraph("between"))\
            <w:tbl>\(W.row(["Site", "N"], properties: #"<w:cnfStyle w:val="100000000000"/>"#))\(W.row(["701", "41"]))</w:tbl>
            """
        let tables = try await W(body: body).read().tables
        #expect(tables.map(\.headerRows) == [1, 1])
        #expect(tables.map(\.rows.count) == [2, 2])
    }

    @Test("A cell keeps its lines, its list marks and what a table inside it says; the first keeps its indent")
    func cellText() async throws {
        let inner = "<w:tbl>\(W.row(["a", "b"]))\(W.row(["c", "d"]))</w:tbl>"
        let listed = W.paragraph("item", properties: W.inList(1))
        let body = """
            <w:tbl><w:tr><w:tc>\(W.paragraph("  Mean"))</w:tc><w:tc>\(W.paragraph(" 75.2"))\(listed)</w:tc>\
            <w:tc>\(inner)<w:p/></w:tc></w:tr></w:tbl>
            """
        let content = try await W(body: body, numbering: W.list(1, [("decimal", "%1.")])).read()
        #expect(
            content.tables.first?.rows == [
                [Table.Cell("  Mean"), Table.Cell("75.2\n1. item"), Table.Cell("a\tb\nc\td")]
            ])
        #expect(content.blocks.count == 1)
    }

    @Test("Title lines above a table become its label, caption and subtitles; notes below it its footnotes")
    func titles() async throws {
        let table = "<w:tbl>\(W.row(["a", "b"]))</w:tbl>"
        let body =
            W.paragraph("Text before.") + W.paragraph("Table 14-2.01") + W.paragraph("Summary of Demographics")
            + W.paragraph("Population: Intent-to-Treat") + table + W.paragraph("[1] Fisher's exact test.")
            + W.paragraph("Source: programs/t.R") + W.paragraph("Text after.")
        let content = try await W(body: body).read()
        #expect(content.outline == ["P Text before.", "T Table 14-2.01 1x2", "P Text after."])
        let found = try #require(content.tables.first)
        #expect(found.caption == "Summary of Demographics")
        #expect(found.subtitles == ["Population: Intent-to-Treat"])
        #expect(found.footnotes == ["[1] Fisher's exact test.", "Source: programs/t.R"])
        #expect(content.blocks[1].provenance.paragraph == 5)
    }

    @Test("A sentence about a table is not its caption; a line in the caption style is, even below it")
    func captions() async throws {
        let table = "<w:tbl>\(W.row(["a", "b"]))</w:tbl>"
        let styles = W.style("C", name: "caption")
        let sentence = try await W(body: W.paragraph("Table 1 shows the results.") + table).read()
        #expect(sentence.outline == ["P Table 1 shows the results.", "T - 1x2"])
        let below = try await W(body: table + W.paragraph("Table 3: Ages", style: "C"), styles: styles).read()
        #expect(below.outline == ["T Table 3 1x2"])
        #expect(below.tables.first?.caption == "Ages")
        let unnumbered = try await W(body: W.paragraph("Ages", style: "C") + table, styles: styles).read()
        #expect(unnumbered.tables.first?.caption == "Ages")
    }

    @Test("A figure takes the caption below or above it")
    func figures() async throws {
        let picture = #"<w:p><w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r></w:p>"#
        let styles = W.style("C", name: "caption")
        let body =
            picture + W.paragraph("Figure 1. Design", style: "C") + W.paragraph("Text.") + W.paragraph("Figure 2: Flow")
            + picture
        let content = try await W(body: body, styles: styles).read()
        #expect(content.outline == ["F Figure 1. Design", "P Text.", "F Figure 2: Flow"])
    }

    @Test("A table that repeats the heading of the one before it goes on with it")
    func continued() async throws {
        let head = W.row(["Term", "n"], properties: "<w:tblHeader/>")
        let body = """
            <w:tbl>\(head)\(W.row(["Rash", "4"]))</w:tbl><w:p/><w:tbl>\(head)\(W.row(["Fever", "2"]))</w:tbl>\
            <w:tbl>\(W.row(["Other", "n"], properties: "<w:tblHeader/>"))\(W.row(["Site", "1"]))</w:tbl>
            """
        let tables = try await W(body: body).read().tables
        #expect(tables.map { $0.rows.map { $0[0].text } } == [["Term", "Rash", "Fever"], ["Other", "Site"]])
    }

    @Test("Where the page header bears the title of the only table, it is that table's title")
    func runningTitle() async throws {
        let header = """
            <w:hdr \(W.namespaces)><w:tbl>\(W.row(["Protocol: ABC-1", "Page 1 of 3"]))\(W.row(["Population: Safety"]))\
            \(W.row(["Table 14-5.01"]))\(W.row(["Incidence of Events"]))</w:tbl></w:hdr>
            """
        let footer = """
            <w:ftr \(W.namespaces)>\(W.paragraph("[1] Coded."))\(W.paragraph("Source: programs/t.R"))\
            \(W.paragraph("19:25 Tuesday, June 16, 2020"))</w:ftr>
            """
        let section = """
            <w:sectPr><w:headerReference w:type="default" r:id="rId\(W.firstPart)"/>\
            <w:footerReference w:type="default" r:id="rId\(W.firstPart + 1)"/></w:sectPr>
            """
        let table = "<w:tbl>\(W.row(["Term", "n"], properties: "<w:tblHeader/>"))\(W.row(["Rash", "4"]))</w:tbl>"
        let parts = [("header1.xml", "header", header), ("footer1.xml", "footer", footer)]
        let content = try await W(body: table + table + section, parts: parts).read()
        let found = try #require(content.tables.first)
        #expect(content.blocks.count == 1)
        #expect(found.label == "Table 14-5.01")
        #expect(found.caption == "Incidence of Events")
        #expect(found.subtitles == ["Population: Safety"])
        #expect(found.footnotes == ["[1] Coded.", "Source: programs/t.R"])
        #expect(found.rows.count == 3)
        #expect(content.furniture == ["Protocol: ABC-1", "Page 1 of 3", "19:25 Tuesday, June 16, 2020"])

        let prose = String(repeating: "A report with a body of its own. ", count: 20)
        let report = try await W(body: W.paragraph(prose) + table + section, parts: parts).read()
        #expect(report.tables.first?.label == nil)
        #expect(report.furniture.contains("Table 14-5.01"))
    }

    @Test(
        "Labels are read as printed",
        arguments: [
            ("Table 14-2.01", "Table 14-2.01", "", true), ("TABLE 3: Ages", "TABLE 3", "Ages", true),
            ("Table 5.1-1. Doses", "Table 5.1-1", "Doses", true),
            ("Listing 16.2.4 – Events", "Listing 16.2.4", "Events", true),
            ("Table 1 shows the ages", "Table 1", "shows the ages", false), ("Table A1 Ages", "Table A1", "Ages", true),
        ])
    func labels(line: String, label: String, title: String, isTitle: Bool) throws {
        let found = try #require(DisplayLabel(line))
        #expect(found.label == label)
        #expect(found.title == title)
        #expect(found.isTitle == isTitle)
    }

    @Test(
        "Words that only begin like a label are none",
        arguments: ["Tables of contents", "Table of ages", "Table", "Tab 3"])
    func noLabels(line: String) {
        #expect(DisplayLabel(line) == nil)
    }
}
