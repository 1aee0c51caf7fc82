import Foundation
import Testing

@testable import Extraction

@Suite("A reference document")
struct ReferenceTests {
    private typealias W = WordFixture

    private let fixture: OfficeFixture

    init() throws { fixture = try OfficeFixture() }

    private func read(_ word: W, _ change: (inout [String: String]) -> Void = { _ in }) throws -> ReferenceContent {
        var parts = word.archiveParts
        change(&parts)
        let file = try fixture.zip(parts, name: "house.docx", format: .docx)
        return try ReferenceReader(limits: ExtractionLimits()).read(file)
    }

    private func style(_ properties: String, theme: String? = nil) throws -> ReferenceContent.Style {
        var word = W(body: "")
        word.styles =
            #"<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Style"/>\#(properties)</w:style>"#
        if let theme { word.parts.append(("theme/theme1.xml", "theme", theme)) }
        return try #require(try read(word).styles.first)
    }

    /// An element in a few words, for comparisons that read well.
    private func words(_ element: StyleElement) -> String {
        let attributes = element.attributes.map { " \($0.name)=\($0.value)" }.joined()
        return element.name + attributes
            + (element.children.isEmpty ? "" : "(\(element.children.map(words).joined(separator: ", ")))")
    }

    private static let theme = """
        <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">\
        <a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1><a:accent1><a:srgbClr val="1f3864"/></a:accent1>\
        </a:clrScheme><a:fontScheme name="x"><a:majorFont><a:latin typeface="Head"/><a:ea typeface=""/>\
        <a:cs typeface="HeadBidi"/></a:majorFont><a:minorFont><a:latin typeface="Text"/></a:minorFont></a:fontScheme>\
        </a:themeElements></a:theme>
        """

    @Test("gives the theme's fonts and colours in literal words")
    func theme() throws {
        let style = try style(
            """
            <w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:ascii="Old" w:hAnsiTheme="minorHAnsi" \
            w:eastAsiaTheme="majorEastAsia" w:cstheme="majorBidi"/>\
            <w:color w:val="auto" w:themeColor="text1"/><w:shd w:val="clear" w:fill="00ff00" w:themeFill="accent1"/>\
            <w:u w:val="single" w:themeColor="accent1"/></w:rPr>
            """, theme: Self.theme)
        #expect(
            style.properties.map(words) == [
                "rPr(rFonts ascii=Head hAnsi=Text cs=HeadBidi, color val=101010, u val=single color=1F3864, "
                    + "shd val=clear fill=00FF00)"
            ])
    }

    @Test("gives looks in the order of the schema, and nothing that numbers, hides, runs or refers")
    func list() throws {
        let style = try style(
            """
            <w:rPr><w:sz w:val="28"/><w:vanish/><w:b/><w:lang w:val="de-DE"/><w:rStyle w:val="x"/></w:rPr>\
            <w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="7"/></w:numPr><w:ind w:start="720" w:hanging="360"/>\
            <w:framePr w:w="100"/><w:keepNext w:val="0"/><w:sectPr><w:headerReference r:id="rId9"/></w:sectPr>\
            <w:pBdr><w:bottom w:val="single" w:sz="4" w:color="red"/></w:pBdr>\
            <w:pPrChange><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange></w:pPr>\
            <mc:AlternateContent><mc:Choice><w:pPr><w:jc w:val="center"/></w:pPr></mc:Choice></mc:AlternateContent>
            """)
        #expect(
            style.properties.map(words) == [
                "pPr(keepNext val=0, pBdr(bottom val=single sz=4), ind left=720 hanging=360, outlineLvl val=0)",
                "rPr(b, sz val=28)",
            ])
    }

    @Test(
        "leaves out what it does not understand",
        arguments: [
            #"<w:sz w:val="huge"/>"#, #"<w:sz w:val="99999"/>"#, #"<w:color w:val="1F386"/>"#, #"<w:color/>"#,
            #"<w:vertAlign w:val="a &lt;b"/>"#, #"<w:rFonts w:ascii=""/>"#, #"<w:spacing w:val="1e3"/>"#,
            #"<w:u w:color="FF0000"/>"#, #"<w:kern w:val="-4"/>"#,
        ])
    func nonsense(_ element: String) throws {
        #expect(try style("<w:rPr>\(element)</w:rPr>").properties == [])
    }

    @Test("tells which styles its text uses and what its last pages are")
    func body() throws {
        func page(_ width: Int, _ height: Int) -> String {
            """
            <w:sectPr><w:pgSz w:w="\(width)" w:h="\(height)"/><w:pgMar w:top="-1000" w:right="900" w:bottom="800" \
            w:left="700" w:gutter="100" w:header="400" w:footer="300"/></w:sectPr>
            """
        }
        var word = W(
            body: W.paragraph("a", style: "Mine") + W.paragraph("b", style: "Mine")
                + W.paragraph("", properties: page(15_840, 12_240)) + W.paragraph("", properties: page(100, 100))
                + W.paragraph("c", properties: "<w:pPrChange><w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr></w:pPrChange>")
                + page(11_906, 16_838))
        word.styles = W.style("Mine", name: "Mine")
        let reference = try read(word)
        #expect(reference.styles.map(\.uses) == [2])
        #expect(reference.pages.map(\.width) == [11_906, 15_840])
        let upright = try #require(reference.pages.first)
        #expect(upright.top == 1_000 && upright.right == 900 && upright.bottom == 800 && upright.left == 800)
        #expect(upright.header == 400 && upright.footer == 300)
    }

    @Test("that cannot be one is refused by its name, for good")
    func refusals() throws {
        func reason(_ word: W, _ change: (inout [String: String]) -> Void) -> UnreadableSource? {
            do {
                _ = try read(word, change)
                return nil
            } catch {
                return error as? UnreadableSource
            }
        }
        let word = W(body: W.paragraph("text"))
        #expect(
            reason(word) { $0["word/vbaProject.bin"] = "x" }?.message.hasPrefix("house.docx contains macros") == true)
        #expect(reason(word) { $0["word/styles.xml"] = "<w:styles" }?.reason == .damaged)
        let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
        #expect(reason(word) { $0["word/styles.xml"] = entity }?.reason == .damaged)
        #expect(reason(word) { $0["word/_rels/document.xml.rels"] = nil }?.message.contains("has no styles") == true)
        let many = String(repeating: "<w:tab w:val=\"left\" w:pos=\"1\"/>", count: 200_001)
        let tabs =
            "<w:styles \(W.namespaces)><w:style w:styleId=\"a\"><w:pPr><w:tabs>\(many)</w:tabs></w:pPr></w:style></w:styles>"
        #expect(reason(word) { $0["word/styles.xml"] = tabs }?.reason == .tooLarge)
        let text = try fixture.file("plain", name: "house.txt", format: .text)
        #expect(throws: UnreadableSource.self) { try ReferenceReader(limits: ExtractionLimits()).read(text) }
    }

    @Test(
        "of the corpus gives styles, and not a sentence of its text",
        .enabled(if: OfficeCorpus.isWanted),
        arguments: [
            "phuse/SDRG_CDISCPILOT03.docx", "phuse/TDF_ADaM_ReadMe.docx", "phuse/WPCT_Fig_7.1_Requirements.docx",
            "atorus/14-5.01.docx",
        ])
    func corpus(_ path: String) async throws {
        let folder = try #require(OfficeCorpus.folder, "the corpus is not beside the checkout")
        let file = SourceFile(
            path: "\(folder)/\(path)", name: path, sha256: "", size: 0, format: .docx)
        let reference = try ReferenceReader(limits: ExtractionLimits()).read(file)
        #expect(reference.styles.contains { $0.isDefault && $0.kind == .paragraph } && !reference.pages.isEmpty)
        let read = String(decoding: try JSONEncoder().encode(reference), as: UTF8.self)
        for block in try await WordReader().read(file, limits: ExtractionLimits()).blocks {
            guard case .paragraph(let text) = block.content, text.count > 40 else { continue }
            #expect(!read.contains(text.prefix(40)))
        }
    }
}
