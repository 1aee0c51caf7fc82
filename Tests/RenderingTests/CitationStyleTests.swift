import Rendering
import Testing

@Suite struct CitationStyleTests {
    private static let cited = Manuscript.Element.paragraph(
        .init(
            "Stated.",
            citations: [
                .init(source: 0, place: "page 3", excerpt: "as stated"),
                .init(source: 1, place: "page 4", excerpt: "and again"),
            ]))

    @Test func `Comments hold author, date and the cited words`() throws {
        let docx = try ReadBack(Sample.small([Self.cited], style: .comments))
        let comments = docx.part("word/comments.xml")
        #expect(comments.contains("w:author=\"Galley\" w:date=\"2026-03-01T12:00:00Z\" w:initials=\"G\""))
        #expect(comments.contains("protocol-gly-301.pdf, page 3: \u{201C}as stated\u{201D}"))
        #expect(docx.document.contains("<w:commentRangeStart w:id=\"0\"/>"))
        #expect(docx.document.contains("<w:commentReference w:id=\"0\"/>"))
        #expect(!docx.paths.contains("word/footnotes.xml"))
    }

    @Test func `Footnotes have their separators and stand at the text`() throws {
        let docx = try ReadBack(Sample.small([Self.cited], style: .footnotes))
        let notes = docx.part("word/footnotes.xml")
        #expect(notes.contains("w:type=\"separator\" w:id=\"-1\""))
        #expect(notes.contains("w:type=\"continuationSeparator\" w:id=\"0\""))
        #expect(notes.contains("page 3: \u{201C}as stated\u{201D}; tables-14.docx, page 4"))
        #expect(docx.document.contains("<w:footnoteReference w:id=\"1\"/>"))
        #expect(!docx.paths.contains("word/comments.xml"))
    }

    @Test func `The appendix lists each passage once under its number`() throws {
        let document = try ReadBack(Sample.small([Self.cited, Self.cited], style: .appendix)).document
        #expect(document.count(of: "> [1, 2]</w:t>") == 2)
        #expect(document.count(of: "as stated") == 1)
        #expect(document.contains(">Source Documents<"))
    }

    @Test func `Without citations neither marks nor sources are shown`() throws {
        let docx = try ReadBack(Sample.small([Self.cited], style: .none))
        #expect(!docx.document.contains("as stated"))
        #expect(!docx.document.contains("Source Documents"))
        #expect(!docx.paths.contains("word/comments.xml"))
        #expect(!docx.paths.contains("word/footnotes.xml"))
    }

    @Test func `A citation of a source that is not listed is still shown`() throws {
        let lost = Manuscript.Element.paragraph(
            .init("Text", citations: [.init(source: 9, place: "page 1", excerpt: "")]))
        #expect(try ReadBack(Sample.small([lost])).part("word/comments.xml").contains("source 10, page 1"))
    }

    @Test func `A table's source line names document, place and label`() throws {
        let document = try ReadBack(Sample.small([.table(Sample.disposition)], style: .none)).document
        #expect(document.contains("Source: tables-14.docx, page 2 (Table 14-1.02)"))
    }
}
