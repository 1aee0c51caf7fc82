import Rendering
import Testing

@Suite struct WebWriterTests {
    private static let html = String(decoding: HTMLWriter().write(Sample.report()), as: UTF8.self)
    private static let markdown = String(decoding: MarkdownWriter().write(Sample.report()), as: UTF8.self)

    @Test func `A page needs nothing from elsewhere`() {
        #expect(Self.html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-US\">"))
        #expect(Self.html.contains("default-src 'none'"))
        #expect(!Self.html.contains("src="))
        #expect(!Self.html.contains("http:") && !Self.html.contains("https:"))
    }

    @Test func `Every link on a page has its target`() {
        let targets = Set(Self.html.matches(of: /id="([^"]+)"/).map(\.1))
        let links = Self.html.matches(of: /href="#([^"]+)"/).map(\.1)
        #expect(links.count > 20)
        for link in links { #expect(targets.contains(link), "\(link)") }
        #expect(targets.count == Self.html.matches(of: /id="([^"]+)"/).count)
    }

    @Test func `Tables on a page have heads, bodies and spans`() {
        #expect(Self.html.contains("<th colspan=\"2\" scope=\"colgroup\">Galleytamine</th>"))
        #expect(Self.html.contains("<th rowspan=\"2\" scope=\"col\">Placebo<br>(N=86)</th>"))
        #expect(Self.html.contains("<td rowspan=\"5\">Class 1 disorders</td>"))
        #expect(Self.html.count(of: "<thead>") == Self.html.count(of: "</thead><tbody>"))
    }

    @Test func `Lists on a page nest by level`() {
        let list =
            "<ul><li>Screening: informed consent, medical history<ul><li>Laboratory tests, central reading</li></ul></li>"
        #expect(Self.html.contains(list))
        #expect(Self.html.contains("<span class=\"marker\">a)</span> Measured at screening"))
    }

    @Test func `Sections of equal number get different anchors`() {
        var manuscript = Sample.small([])
        manuscript.sections.append(manuscript.sections[0])
        let html = String(decoding: HTMLWriter().write(manuscript), as: UTF8.self)
        #expect(html.count(of: "id=\"section-1\"") == 1)
        #expect(html.count(of: "id=\"section-1-2\"") == 1)
    }

    @Test func `Markdown has headings, pipe tables and footnotes`() {
        #expect(Self.markdown.contains("\n### 9.1 Overall Study Design and Plan: Description\n"))
        #expect(Self.markdown.contains("\n| Item | Result |\n| --- | --- |\n"))
        #expect(Self.markdown.contains("treated for 24 weeks.[^1]"))
        #expect(Self.markdown.contains("\n[^1]: protocol-gly-301.pdf, page 4:"))
        #expect(Self.markdown.contains("colspan=\"2\""))
    }

    @Test(arguments: [
        ("# no heading", "\\# no heading"), ("1. no list", "1\\. no list"), ("- no item", "\\- no item"),
        ("a *b* _c_ `d`", "a \\*b\\* \\_c\\_ \\`d\\`"), ("[x](y) <z>", "\\[x\\](y) \\<z\\>"),
        ("    no code", "no code"), ("one\ntwo", "one\\\ntwo"), ("a | b", "a \\| b"),
    ])
    func `Markdown shows text as it was written`(text: String, escaped: String) {
        let manuscript = Sample.small([.paragraph(.init(text))], style: .none)
        let markdown = String(decoding: MarkdownWriter().write(manuscript), as: UTF8.self)
        #expect(markdown.hasSuffix("\n\n\(escaped)\n"))
    }
}
