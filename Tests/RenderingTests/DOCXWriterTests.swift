import Rendering
import Testing

@Suite struct DOCXWriterTests {
    @Test(arguments: Manuscript.CitationStyle.allCases)
    func `A report reads back as it was written`(style: Manuscript.CitationStyle) throws {
        let manuscript = Sample.report(style: style)
        let docx = try DOCXWriter().write(manuscript)
        #expect(try DOCXCheck(manuscript).flaws(of: docx) == [])
    }

    @Test func `A second writing gives the same bytes`() throws {
        let manuscript = Sample.report()
        #expect(try DOCXWriter().write(manuscript) == DOCXWriter().write(manuscript))
    }

    @Test func `A list of abbreviations without any is whole too`() throws {
        var manuscript = Sample.report()
        manuscript.abbreviations = []
        #expect(try DOCXCheck(manuscript).flaws(of: try DOCXWriter().write(manuscript)) == [])
    }

    @Test func `A document without anything in it is whole`() throws {
        let manuscript = Manuscript(
            titlePage: .init(title: "", documentType: ""), sections: [], properties: Sample.properties())
        #expect(try DOCXCheck(manuscript).flaws(of: try DOCXWriter().write(manuscript)) == [])
    }

    @Test func `A date that is none is refused`() {
        var manuscript = Sample.small([])
        manuscript.properties.date = "yesterday"
        #expect(throws: RenderingFailure.unreadableDate("yesterday")) { try DOCXWriter().write(manuscript) }
    }

    @Test func `Headings keep their literal numbers and get outline levels`() throws {
        let docx = try ReadBack(Sample.report())
        #expect(docx.document.contains("<w:pStyle w:val=\"Heading3\"/>"))
        #expect(docx.document.contains(">9.3.1</w:t><w:tab/><w:t xml:space=\"preserve\">Inclusion Criteria<"))
        #expect(docx.part("word/styles.xml").contains("<w:outlineLvl w:val=\"2\"/>"))
    }

    @Test func `The table of contents has its entries in place and asks for nothing`() throws {
        let docx = try ReadBack(Sample.report())
        #expect(docx.document.contains(" TOC \\o \"1-4\" \\h \\z \\u "))
        #expect(docx.document.contains(" TOC \\h \\z \\c \"Table\" "))
        #expect(docx.document.count(of: "PAGEREF _Toc1") == 17)
        #expect(docx.document.count(of: "PAGEREF _Toc2") == 4)
        #expect(!docx.part("word/settings.xml").contains("updateFields"))
        #expect(!docx.document.contains("w:dirty"))
    }

    @Test func `Known page numbers stand in the table of contents`() throws {
        let docx = try ReadBack(Sample.report(), pageNumbers: PageNumbers(bookmarks: ["_Toc100000001": 777]))
        #expect(docx.document.count(of: ">777</w:t>") == 1)
    }

    @Test func `Captions count tables by a field`() throws {
        let document = try ReadBack(Sample.report()).document
        #expect(document.count(of: " SEQ Table \\* ARABIC ") == 4)
        #expect(document.contains("w:name=\"_Ref300000004\""))
    }

    @Test func `Spans, repeated header rows and unsplit rows are Word's own`() throws {
        let document = try ReadBack(Sample.small([.table(Sample.disposition)])).document
        #expect(document.contains("<w:gridSpan w:val=\"2\"/>"))
        #expect(document.count(of: "<w:vMerge w:val=\"restart\"/>") == 3)
        #expect(document.count(of: "<w:vMerge/>") == 3)
        #expect(document.count(of: "<w:cantSplit/><w:tblHeader/>") >= 2)
    }

    @Test func `A wide table lies on a landscape page with its heading`() throws {
        let wide = Manuscript.Element.table(Sample.laboratory)
        let document = try ReadBack(Sample.small([wide, .paragraph(.init("After"))])).document
        let landscape = try #require(document.firstRange(of: "w:orient=\"landscape\""))
        let heading = try #require(document.firstRange(of: "<w:pStyle w:val=\"Heading1\"/>"))
        let portraitEnd = try #require(document.firstRange(of: "<w:sectPr>"))
        #expect(document.count(of: "<w:sectPr>") == 3)
        #expect(portraitEnd.lowerBound < heading.lowerBound && heading.lowerBound < landscape.lowerBound)
        let narrow = try ReadBack(Sample.small([.table(Sample.disposition)])).document
        #expect(!narrow.contains("landscape"))
    }

    @Test func `A table wider than any page comes in panels that repeat the first column`() throws {
        let row = (0..<150).map { Manuscript.Cell($0 == 0 ? "Patient" : "Value \($0)") }
        let manuscript = Sample.small([.table(.init(caption: "All", headerRows: 1, rows: [row, row]))])
        let docx = try ReadBack(manuscript)
        #expect(docx.document.count(of: ">Patient<") == 2 * docx.document.count(of: "<w:tblLook"))
        #expect(docx.document.count(of: "<w:tblLook") > 2)
        #expect(docx.document.count(of: ">Value 149<") == 2)
        #expect(try DOCXCheck(manuscript).flaws(of: DOCXWriter().write(manuscript)) == [])
    }

    @Test func `An incomplete draft says so on its first page and in every header`() throws {
        let docx = try ReadBack(Sample.report())
        for finding in Sample.findings { #expect(docx.document.contains(finding.message)) }
        for part in ["word/document.xml", "word/headerPortrait.xml", "word/headerLandscape.xml"] {
            #expect(docx.part(part).contains("DRAFT \u{2013} INCOMPLETE"))
        }
        let finished = try ReadBack(Sample.report(isDraft: false))
        for path in finished.paths { #expect(!finished.part(path).contains("DRAFT")) }
    }

    @Test func `All of many findings are listed`() throws {
        var manuscript = Sample.small([])
        manuscript.findings = (1...40).map { .init(severity: "warning", message: "Finding number \($0).") }
        let document = try ReadBack(manuscript).document
        for number in 1...40 { #expect(document.contains("Finding number \(number).")) }
        #expect(document.contains("40 findings are listed on the next page."))
    }

    @Test func `An open section shows its instruction`() throws {
        let document = try ReadBack(Sample.small([], openInstruction: "Say why")).document
        #expect(document.contains("<w:pStyle w:val=\"OpenSection\"/>"))
        #expect(document.contains("[To be completed: Say why]"))
    }
}
