import Testing

@testable import Extraction

@Suite("HTML and Markdown")
struct OfficeMarkupTests {
    private let fixture: OfficeFixture

    init() throws { fixture = try OfficeFixture() }

    private func html(_ text: String) async throws -> ExtractedContent {
        try await HTMLReader().read(fixture.file(text, name: "p.html", format: .html), limits: ExtractionLimits())
    }

    private func markdown(_ text: String) async throws -> ExtractedContent {
        try await MarkdownReader().read(fixture.file(text, name: "p.md", format: .markdown), limits: ExtractionLimits())
    }

    @Test("Headings, paragraphs and nested lists of a page, without scripts and styles")
    func page() async throws {
        let content = try await html(
            """
            <html><head><title> The  page </title><style>p{}</style></head><body><h2>3.1 Design &amp; aims</h2>
            <p>One<br>two &gt;&nbsp;3 10<sup>9</sup></p><script>alert(1)</script>
            <ol start=4><li>four<ul><li>inner</ul><li>five</ol><nav>menu</nav>loose text</body>
            """)
        #expect(content.title == "The page")
        #expect(
            content.outline == [
                "H2 3.1 Design & aims", "P One\ntwo > 3 10⁹", "L0 4. four", "L1 • inner", "L0 5. five", "P loose text",
            ])
    }

    @Test("A table with spans, heading rows and caption")
    func table() async throws {
        let content = try await html(
            """
            <table><caption>Table 2. Ages</caption><thead><tr><th rowspan=2>Sex<th colspan=2>Dose</tr><tr><th>Low<th>High
            </thead><tbody><tr><th>Male<td>4<td><p>5</p><p>6</p></tbody></table><p>Note: rounded.</p>
            """)
        let table = try #require(content.tables.first)
        #expect(table.label == "Table 2")
        #expect(table.caption == "Ages")
        #expect(table.headerRows == 2)
        #expect(table.rows[0] == [Table.Cell("Sex", rowSpan: 2), Table.Cell("Dose", columnSpan: 2)])
        #expect(table.rows[2].map(\.text) == ["Male", "4", "5\n6"])
        #expect(table.footnotes == ["Note: rounded."])
        #expect(content.blocks.count == 1)
    }

    @Test("A table that only arranges the page gives way to what it holds")
    func layoutTable() async throws {
        let content = try await html(
            "<table><tr><td>Intro<table><tr><td>a<td>b</table>after</td></tr><tr><td>last</table>")
        #expect(content.outline == ["P Intro", "T - 1x2", "P after", "P last"])
    }

    @Test("Text hidden behind tabs is read and reported; an unread page is empty")
    func hidden() async throws {
        let content = try await html("<div style='display: none'><p>inside</p></div>")
        #expect(content.outline == ["P inside"])
        #expect(content.warnings.map(\.code) == ["hidden_text"])
        let error = await #expect(throws: UnreadableSource.self) { try await html("<script>x</script>") }
        #expect(error?.reason == .empty)
    }

    @Test(
        "The page's encoding is found out",
        arguments: [
            [0x3C, 0x70, 0x3E, 0x92, 0x80], Array("<meta charset=utf-8><p>’€".utf8),
            Array("<meta charset=iso-8859-15><p>".utf8) + [0x27, 0xA4],
        ])
    func encodings(bytes: [UInt8]) async throws {
        let file = try fixture.file(bytes, name: "p.html", format: .html)
        let content = try await HTMLReader().read(file, limits: ExtractionLimits())
        #expect(content.outline.first?.replacing("'", with: "’") == "P ’€")
    }

    @Test("Pages nested without end are too complex", arguments: ["div", "b", "table><tr><td", "ul><li"])
    func deepPage(tag: String) async throws {
        let text = String(repeating: "<\(tag)>", count: 20_000) + "x"
        let error = await #expect(throws: UnreadableSource.self) { try await html(text) }
        #expect(error?.reason == .tooComplex)
    }

    @Test("Markdown with tables, lists, notes and front matter, each block at its line")
    func markdownBlocks() async throws {
        let content = try await markdown(
            """
            ---
            title: "A study"
            ---
            # 1. Introduction

            Some *text* with
            `code`.[^a]

            3. three
               - inner

            Table 4: Doses

            | Arm | N |
            |---|---:|
            | Low | 84 |

            ![Design](x.png)

            [^a]: A note.
            """)
        #expect(content.title == "A study")
        #expect(
            content.outline == [
                "H1 1 Introduction", "P Some text with code.[1]", "L0 3. three", "L1 • inner", "T Table 4 2x2",
                "F Design",
                "N 1 A note.",
            ])
        #expect(content.blocks.prefix(5).map(\.provenance.paragraph) == [4, 6, 9, 10, 14])
        #expect(content.tables.first?.headerRows == 1)
        #expect(content.tables.first?.caption == "Doses")
    }

    @Test("HTML inside Markdown is read as HTML")
    func embedded() async throws {
        let content = try await markdown("Text\n\n<table><tr><td>a</td><td>b</td></tr></table>\n\nMore")
        #expect(content.outline == ["P Text", "T - 1x2", "P More"])
    }

    @Test("Markdown nested without end is refused before it is parsed", arguments: [">", "> ", "- ", "1. "])
    func deepMarkdown(mark: String) async throws {
        let text = String(repeating: mark, count: 20_000) + "x"
        let error = await #expect(throws: UnreadableSource.self) { try await markdown(text) }
        #expect(error?.reason == .tooComplex)
    }

    @Test("Long rules and deep but human nesting are not refused")
    func humanNesting() async throws {
        let text = String(repeating: "-", count: 300) + "\n\n" + String(repeating: "> ", count: 20) + "deep\n"
        #expect(try await markdown(text).outline == ["P deep"])
    }
}
