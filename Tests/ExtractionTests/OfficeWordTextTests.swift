import Testing

@testable import Extraction

@Suite("Word: what its reader sees")
struct OfficeWordTextTests {
    private typealias W = WordFixture

    private func paragraph(_ runs: String) async throws -> ExtractedContent {
        try await W(body: "<w:p>\(runs)</w:p>").read()
    }

    @Test("Insertions are accepted, deletions left out, and both are reported")
    func trackedChanges() async throws {
        let content = try await paragraph(
            """
            <w:r><w:t xml:space="preserve">The dose is </w:t></w:r><w:del><w:r><w:delText>54</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t>81</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> mg</w:t></w:r>
            """)
        #expect(content.outline == ["P The dose is 81 mg"])
        #expect(content.warnings.map(\.code) == ["tracked_changes"])
    }

    @Test("Moved text stands where it was moved to, and a deleted paragraph end joins two paragraphs")
    func moves() async throws {
        let body = """
            <w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>\
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">one </w:t></w:r></w:p>\
            <w:p><w:r><w:t>two</w:t></w:r></w:p>\
            <w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>
            """
        let content = try await W(body: body).read()
        #expect(content.outline == ["P one two", "P moved"])
    }

    @Test("Formatting from before a tracked change is not used")
    func formerFormatting() async throws {
        let change = #"<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>"#
        let content = try await W(body: W.paragraph("text", properties: change)).read()
        #expect(content.outline == ["P text"])
    }

    @Test("Of a field only its result is content, also inside another field")
    func fields() async throws {
        let content = try await paragraph(
            """
            <w:r><w:t xml:space="preserve">see </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>\
            <w:r><w:instrText> IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>\
            <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>\
            <w:r><w:t>HIDDEN</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>\
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2.1</w:t></w:r>\
            <w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="REF x"><w:r><w:t>!</w:t></w:r></w:fldSimple>
            """)
        #expect(content.outline == ["P see 2.1!"])
    }

    @Test("Links, controls, tabs, breaks, symbols and raised digits are read; hidden text is not")
    func inline() async throws {
        let content = try await paragraph(
            """
            <w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:tab/><w:t>a</w:t>\
            </w:r></w:sdtContent></w:sdt><w:r><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F0B3"/>\
            </w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r><w:r><w:t xml:space="preserve"> 10</w:t></w:r>\
            <w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>/L</w:t></w:r>
            """)
        #expect(content.outline == ["P link\ta\nb-≥ 10⁹/L"])
    }

    @Test("Of several alternatives the first is read, and a text box follows the paragraph it is anchored in")
    func textBox() async throws {
        let box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>"
        let content = try await paragraph(
            """
            <w:r><mc:AlternateContent><mc:Choice><w:drawing>\(box)</w:drawing></mc:Choice>\
            <mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>anchor</w:t></w:r>
            """)
        #expect(content.outline == ["P anchor", "P in the box"])
        #expect(content.blocks.map(\.provenance.paragraph) == [1, 1])
    }

    @Test("A table of contents is not content, whether told by style, by field or by its control")
    func contents() async throws {
        let styles = W.style("TOC1", name: "toc 1") + W.style("H", name: "heading 1")
        let field = { (type: String) in #"<w:r><w:fldChar w:fldCharType="\#(type)"/></w:r>"# }
        let body =
            W.paragraph("1 Introduction 3", style: "TOC1")
            + "<w:p>\(field("begin"))<w:r><w:instrText> TOC \\o </w:instrText></w:r>\(field("separate"))"
            + "<w:r><w:t>2 Methods 4</w:t></w:r></w:p>" + W.paragraph("3 Results 5") + "<w:p>\(field("end"))</w:p>"
            + #"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>"#
            + "<w:sdtContent>\(W.paragraph("Contents"))</w:sdtContent></w:sdt>"
            + W.paragraph("Introduction", style: "H")
        let content = try await W(body: body, styles: styles).read()
        #expect(content.outline == ["H1 - Introduction"])
        #expect(content.blocks.first?.provenance.paragraph == 6)
    }

    @Test("A footnote is marked in the text and follows its paragraph")
    func footnotes() async throws {
        let notes = """
            <w:footnotes \(W.namespaces)><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p>\
            </w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> A note.\
            </w:t></w:r></w:p></w:footnote></w:footnotes>
            """
        let body = """
            <w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>\(W.paragraph("Next"))
            """
        let content = try await W(body: body, parts: [("footnotes.xml", "footnotes", notes)]).read()
        #expect(content.outline == ["P Text[1]", "N 1 A note.", "P Next"])
    }

    @Test(
        "Pages are counted by Word's own notes, an explicit break and its note as one, and only where they are likely")
    func pages() async throws {
        let note = "<w:lastRenderedPageBreak/>"
        let body =
            W.paragraph("one") + #"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#
            + "<w:p><w:r>\(note)<w:t>two</w:t></w:r></w:p><w:p><w:r>\(note)<w:t>three</w:t></w:r></w:p>"
        let known = try await W(body: body, properties: Self.pageCount(3)).read()
        #expect(known.blocks.map(\.provenance.page) == [1, 2, 3])
        #expect(known.pageCount == 3)
        #expect(known.blocks.map(\.provenance.paragraph) == [1, 3, 4])
        let stale = try await W(body: body, properties: Self.pageCount(60)).read()
        #expect(stale.blocks.allSatisfy { $0.provenance.page == nil })
        #expect(stale.pageCount == nil)
    }

    private static func pageCount(_ count: Int) -> String {
        """
        <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
        <Pages>\(count)</Pages></Properties>
        """
    }

    @Test("The same file gives the same content, and a strict file the same as a transitional one")
    func strict() async throws {
        let fixture = W(body: W.paragraph("text", properties: #"<w:outlineLvl w:val="1"/>"#))
        let directory = try OfficeFixture()
        let strict = fixture.archiveParts.mapValues {
            $0.replacing(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                with: "http://purl.oclc.org/ooxml/wordprocessingml/main")
        }
        let file = try directory.zip(strict, name: "strict.docx", format: .docx)
        let content = try await WordReader().read(file, limits: ExtractionLimits())
        #expect(content.outline == ["H2 - text"])
        #expect(try await fixture.read().blocks == content.blocks)
    }
}
