import Rendering
import Testing

@Suite struct PassageTests {
    private static let passage = Manuscript.Element.passage([
        .init("One was seen.", citations: [.init(source: 0, place: "page 3", excerpt: "one")]),
        .init("Two were seen.", citations: [.init(source: 1, place: "page 4", excerpt: "two")]),
    ])

    @Test(arguments: [Manuscript.CitationStyle.comments, .footnotes, .appendix, .none])
    func `A paragraph of several texts is read back as it was written, in every style`(
        _ style: Manuscript.CitationStyle
    ) throws {
        let manuscript = Sample.small([Self.passage], style: style)
        #expect(try DOCXCheck(manuscript).flaws(of: DOCXWriter().write(manuscript)).isEmpty)
    }

    @Test func `Each text has its own comment`() throws {
        let docx = try ReadBack(Sample.small([Self.passage]))
        #expect(docx.part("word/comments.xml").count(of: "<w:comment ") == 2)
        #expect(docx.document.count(of: "One was seen.") == 1)
        #expect(docx.document.count(of: "<w:commentRangeEnd") == 2)
    }

    @Test func `Each text has its own mark on a page and in Markdown`() {
        let manuscript = Sample.small([Self.passage])
        let html = String(decoding: HTMLWriter().write(manuscript), as: UTF8.self)
        #expect(html.contains("<p>One was seen.<sup><a href=\"#"))
        #expect(html.contains("</sup> Two were seen.<sup>"))
        let markdown = String(decoding: MarkdownWriter().write(manuscript), as: UTF8.self)
        #expect(markdown.contains("One was seen.[^1] Two were seen.[^2]"))
    }
}
