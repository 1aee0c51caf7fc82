import Rendering
import Testing

@Suite struct HostileTextTests {
    private static let texts = [
        "]]>", "</w:t></w:r></w:p>", "<w:p/>", "&amp; & &#0; &lt;script&gt;",
        "a\u{0}b\u{1}c\u{8}d\u{B}e\u{C}f\u{1F}g\u{7F}h",
        "\u{FFFE}\u{FFFF}x", "line\nline\r\nline\rline", "tab\ttab", "\"quoted\" 'text'", "  spaces  ",
        "\u{1F600} e\u{301}",
        "<script>alert(1)</script>", "{{ field }} ${x} {PAGE}", "",
    ]

    @Test(arguments: texts)
    func `Any text is written as text`(text: String) throws {
        let table = Manuscript.DisplayTable(
            caption: text, sourceLabel: text, subtitles: [text], headerRows: 1,
            rows: [[.init(text), .init("b")], [.init("c"), .init(text)]], footnotes: [text])
        var manuscript = Sample.small(
            [
                .paragraph(.init(text, citations: [.init(source: 0, place: text, excerpt: text)])), .table(table),
                .listItem(level: 0, marker: text, ordered: true, .init(text)), .subheading(text), .note(text),
            ])
        manuscript.titlePage = .init(title: text, documentType: text, fields: [.init(label: text, value: text)])
        manuscript.sections[0].title = text
        manuscript.properties.title = text
        manuscript.properties.studyID = text
        manuscript.findings = [.init(severity: text, message: text)]
        manuscript.abbreviations = [.init(short: text, meaning: text)]
        #expect(try DOCXCheck(manuscript).flaws(of: DOCXWriter().write(manuscript)) == [])

        let html = String(decoding: HTMLWriter().write(manuscript), as: UTF8.self)
        #expect(!html.contains("<script"))
        #expect(!html.contains("<w:p/>"))
        let markdown = String(decoding: MarkdownWriter().write(manuscript), as: UTF8.self)
        #expect(!markdown.replacing("\\<", with: "").contains("<script"))
    }

    @Test func `A cell of a megabyte is written whole`() throws {
        let text = String(repeating: "lorem ipsum <&> ", count: 1 << 16)
        let manuscript = Sample.small([
            .table(.init(caption: "Long", headerRows: 0, rows: [[.init("a"), .init(text)]]))
        ])
        #expect(try DOCXCheck(manuscript).flaws(of: DOCXWriter().write(manuscript)) == [])
    }

    @Test func `Absurd spans, levels and header counts are bounded`() throws {
        let table = Manuscript.DisplayTable(
            caption: "Odd", headerRows: 99,
            rows: [
                [.init("a", columnSpan: .max, rowSpan: .max), .init("b", columnSpan: -3, rowSpan: 0)],
                [.init("c")], [],
            ])
        var manuscript = Sample.small([
            .table(table), .table(.init(caption: "Empty", headerRows: -1, rows: [])),
            .listItem(level: .max, marker: "", ordered: true, .init("deep")),
        ])
        manuscript.sections[0].level = .max
        #expect(try DOCXCheck(manuscript).flaws(of: DOCXWriter().write(manuscript)) == [])
        #expect(!HTMLWriter().write(manuscript).isEmpty)
        #expect(!MarkdownWriter().write(manuscript).isEmpty)
    }
}
