import Testing

@testable import Rendering

@Suite struct CrossReferenceTests {
    private static func table(_ label: String?, _ caption: String) -> Manuscript.Element {
        .table(.init(caption: caption, sourceLabel: label, headerRows: 1, rows: [[.init("a")], [.init("b")]]))
    }

    private static func manuscript(_ text: String) -> Manuscript {
        var manuscript = Sample.small(
            [
                .paragraph(.init(text)), table("Table 14-2.01", "Demographics"), table("Table 14.1", "Disposition"),
                table("Table 9", "One"), table("Table 9", "Another"), table("Table 14.1", "disposition"),
            ])
        manuscript.sections.append(.init(id: "t", level: 2, number: "9.4", title: "Treatments"))
        return manuscript
    }

    private static func targets(_ text: String) -> [String] {
        let pieces = Composition(manuscript(text)).references.pieces(of: text)
        #expect(pieces.map(\.text).joined() == text)
        return pieces.compactMap { piece in
            switch piece.target {
            case .section(let heading): "\(piece.text) > \(heading.label)"
            case .table(let number): "\(piece.text) > \(number)"
            case nil: nil
            }
        }
    }

    @Test(
        arguments: [
            ("As Table 14-2.01 shows.", ["Table 14-2.01 > 1"]), ("See Table 14.1.", ["Table 14.1 > 2"]),
            ("(Table 14.1, Table 14-2.01)", ["Table 14.1 > 2", "Table 14-2.01 > 1"]),
            ("see section 9.4 Treatments for more", ["section 9.4 > 9.4 Treatments"]),
        ])
    func `What surely is one of this document's is linked`(text: String, expected: [String]) {
        #expect(Self.targets(text) == expected)
    }

    @Test(
        "A number alone, a label of two displays and a longer one are left alone",
        arguments: [
            "see section 9.4", "section 9.4 of the protocol", "Table 9", "Table 14.1.2", "Table 14-2.011",
            "Tables 14.1",
            "Subsection 9.4 Treatments", "Table 3", "",
        ])
    func unsure(_ text: String) {
        #expect(Self.targets(text) == [])
    }

    @Test func `Links in DOCX and HTML have their targets, and the words stay as they are`() throws {
        let text = "Table 14.1 and section 9.4 Treatments."
        let manuscript = Self.manuscript(text)
        let docx = try DOCXWriter().write(manuscript)
        #expect(try DOCXCheck(manuscript).flaws(of: docx) == [])
        let document = try ReadBack(docx).document
        #expect(document.contains("<w:hyperlink w:anchor=\"_Ref300000002\""))
        #expect(
            document.contains(
                "<w:hyperlink w:anchor=\"_Toc100000001\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">section 9.4</w:t>"
            ))
        let html = String(decoding: HTMLWriter().write(manuscript), as: UTF8.self)
        #expect(
            html.contains(
                "<a href=\"#table-2\">Table 14.1</a> and <a href=\"#section-9.4\">section 9.4</a> Treatments."))
    }
}
