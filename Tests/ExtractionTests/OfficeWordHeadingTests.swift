import Testing

@testable import Extraction

@Suite("Word: headings, numbers and lists")
struct OfficeWordHeadingTests {
    private typealias W = WordFixture

    @Test("A heading's level comes from the outline level of its style or of one it is based on")
    func customStyles() async throws {
        let styles =
            W.style("Base", name: "01Heading1", properties: #"<w:outlineLvl w:val="0"/>"#)
            + W.style("Derived", name: "House heading", basedOn: "Base")
            + W.style("Deep", name: "03Heading3", basedOn: "Base", properties: #"<w:outlineLvl w:val="2"/>"#)
        let body =
            W.paragraph("One", style: "Base") + W.paragraph("Two", style: "Derived")
            + W.paragraph("Three", style: "Deep") + W.paragraph("text")
        let content = try await W(body: body, styles: styles).read()
        #expect(content.outline == ["H1 - One", "H1 - Two", "H3 - Three", "P text"])
    }

    @Test("Word's own heading styles count by name, and an outline level of the paragraph comes first")
    func builtInStyles() async throws {
        let styles = W.style("berschrift2", name: "heading 2")
        let body =
            W.paragraph("One", style: "berschrift2")
            + W.paragraph("Body", style: "berschrift2", properties: #"<w:outlineLvl w:val="9"/>"#)
            + W.paragraph("Direct", properties: #"<w:outlineLvl w:val="3"/>"#)
        let content = try await W(body: body, styles: styles).read()
        #expect(content.outline == ["H2 - One", "P Body", "H4 - Direct"])
    }

    @Test("Styles based on each other in a circle are read to the end")
    func circle() async throws {
        let styles = W.style("A", name: "a", basedOn: "B") + W.style("B", name: "b", basedOn: "A")
        #expect(try await W(body: W.paragraph("x", style: "A"), styles: styles).read().outline == ["P x"])
    }

    @Test("Automatic numbers are counted through the levels, and lower ones start again")
    func automaticNumbers() async throws {
        let numbering = W.list(1, [("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")])
        let styles = (0..<3).map { level in
            W.style(
                "H\(level)", name: "heading \(level + 1)",
                properties: W.inList(1, level: level))
        }.joined()
        let levels = [0, 1, 1, 2, 2, 0, 1, 2]
        let body = levels.map { W.paragraph("x", style: "H\($0)") }.joined()
        let content = try await W(body: body, styles: styles, numbering: numbering).read()
        let numbers = content.outline.map { $0.split(separator: " ")[1] }
        #expect(numbers == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.1.1"])
    }

    @Test("A list level that names a style numbers that style's paragraphs")
    func styleLinkedLevels() async throws {
        let numbering = """
            <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>\
            <w:pStyle w:val="H0"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>\
            <w:pStyle w:val="H1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
            """
        let number = #"<w:numPr><w:numId w:val="1"/></w:numPr>"#
        let styles =
            W.style("H0", name: "heading 1", properties: number) + W.style("H1", name: "heading 2", properties: number)
        let body = W.paragraph("a", style: "H0") + W.paragraph("b", style: "H1") + W.paragraph("c", style: "H1")
        let content = try await W(body: body, styles: styles, numbering: numbering).read()
        #expect(content.outline == ["H1 1 a", "H2 1.1 b", "H2 1.2 c"])
    }

    @Test("Two instances of one list go on counting; a start of its own begins anew")
    func instances() async throws {
        let numbering =
            W.list(1, [("decimal", "%1.")])
            + #"<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#
            + #"<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">"#
            + #"<w:startOverride w:val="7"/></w:lvlOverride></w:num>"#
        let body = [1, 1, 2, 3, 3].map { W.paragraph("x", properties: W.inList($0)) }.joined()
        let content = try await W(body: body, numbering: numbering).read()
        #expect(content.outline == ["L0 1. x", "L0 2. x", "L0 3. x", "L0 7. x", "L0 8. x"])
    }

    @Test("A level may ask not to be restarted, and to print all numbers in Arabic digits")
    func restartAndLegal() async throws {
        let numbering = """
            <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/>\
            </w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/>\
            <w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
            """
        let body = [0, 1, 0, 1].map { W.paragraph("x", properties: W.inList(1, level: $0)) }.joined()
        let content = try await W(body: body, numbering: numbering).read()
        #expect(content.outline == ["L0 I x", "L1 1.1 x", "L0 II x", "L1 2.2 x"])
    }

    @Test("Bullets are shown as what they look like, and list 0 takes a paragraph out of its style's list")
    func bullets() async throws {
        let numbering = W.list(1, [("bullet", "\u{F0B7}"), ("bullet", "o"), ("lowerLetter", "%3)")])
        let styles = W.style("LB", name: "List Bullet", properties: W.inList(1))
        let body =
            W.paragraph("a", style: "LB") + W.paragraph("b", properties: W.inList(1, level: 1))
            + W.paragraph("c", properties: W.inList(1, level: 2))
            + W.paragraph("d", style: "LB", properties: #"<w:numPr><w:numId w:val="0"/></w:numPr>"#)
        let content = try await W(body: body, styles: styles, numbering: numbering).read()
        #expect(content.outline == ["L0 • a", "L1 o b", "L2 a) c", "P d"])
    }

    @Test(
        "A number typed into a heading is parted from its words",
        arguments: [
            ("9.4.1 Treatments Administered", "9.4.1", "Treatments Administered"), ("3\tMethods", "3", "Methods"),
            ("1. Introduction", "1", "Introduction"), ("A.2 Forms", "A.2", "Forms"),
            ("Appendix B: Forms", "Appendix B", "Forms"), ("IV. Results", "IV", "Results"),
            ("2014 results by site", nil, "2014 results by site"),
            ("12 weeks of treatment", nil, "12 weeks of treatment"),
            ("A study of two doses", nil, "A study of two doses"), ("Synopsis", nil, "Synopsis"),
        ])
    func typedNumbers(heading: String, number: String?, text: String) {
        let split = HeadingNumber.split(heading)
        #expect(split.number == number)
        #expect(split.text == text)
    }

    @Test(
        "Counters are printed in each format",
        arguments: [
            (NumberFormat.upperRoman, 14, "XIV"), (.lowerRoman, 4, "iv"), (.upperLetter, 28, "BB"),
            (.lowerLetter, 3, "c"), (.decimalZero, 7, "07"), (.ordinal, 12, "12th"), (.ordinal, 23, "23rd"),
            (.upperRoman, 5_000, "5000"), (.lowerLetter, 2_000_000_000, "2000000000"),
        ])
    func formats(format: NumberFormat, number: Int, text: String) {
        #expect(format.text(number) == text)
    }
}
