import Rendering
import Testing

/// The check must find what is wrong, or its silence says nothing.
@Suite struct DOCXCheckTests {
    private struct Damage: CustomTestStringConvertible {
        var path: String
        var old: String
        var new: String
        var testDescription: String { "\(old) as \(new)" }
    }

    private static let damages = [
        Damage(path: "word/document.xml", old: "Selection of Study", new: "Selektion of Study"),
        Damage(path: "word/document.xml", old: ">Mean<", new: ">Median<"),
        Damage(path: "word/document.xml", old: "Confirmed at baseline", new: "Confirmed"),
        Damage(path: "word/document.xml", old: "</w:body>", new: "</w:bod>"),
        Damage(
            path: "word/document.xml", old: "<w:commentReference w:id=\"2\"/>", new: "<w:commentReference w:id=\"99\"/>"
        ),
        Damage(path: "word/document.xml", old: "w:anchor=\"_Toc100000003\"", new: "w:anchor=\"_Toc9\""),
        Damage(path: "word/document.xml", old: "<w:cantSplit/><w:tblHeader/>", new: "<w:tblHeader/><w:cantSplit/>"),
        Damage(path: "word/_rels/document.xml.rels", old: "\"styles.xml\"", new: "\"style.xml\""),
        Damage(path: "word/_rels/document.xml.rels", old: "rIdHeaderLandscape", new: "rIdOther"),
        Damage(path: "[Content_Types].xml", old: "/word/comments.xml", new: "/word/remarks.xml"),
    ]

    @Test(arguments: damages)
    private func `A damaged file is found out`(damage: Damage) throws {
        let manuscript = Sample.report()
        let docx = try ReadBack(manuscript)
        try #require(docx.part(damage.path).contains(damage.old))
        let damaged = try docx.replacing(damage.path) { $0.replacing(damage.old, with: damage.new) }
        #expect(try DOCXCheck(manuscript).flaws(of: damaged) != [])
    }

    @Test func `What is no archive is an error`() {
        #expect(throws: RenderingFailure.self) { try DOCXCheck(Sample.report()).flaws(of: Array("PK nonsense".utf8)) }
    }
}
