import Foundation
import Testing

@testable import Extraction

@Suite("Office files made to harm")
struct OfficeHostileTests {
    private typealias W = WordFixture

    private let fixture: OfficeFixture

    init() throws { fixture = try OfficeFixture() }

    private func refusal(_ file: SourceFile, limits: ExtractionLimits = ExtractionLimits()) async -> UnreadableSource? {
        let reader: any SourceReader = file.format == .xlsx ? WorkbookReader() : WordReader()
        do {
            _ = try await reader.read(file, limits: limits)
            return nil
        } catch {
            return error as? UnreadableSource
        }
    }

    private func word(_ parts: [String: String], _ change: (inout [String: String]) -> Void = { _ in }) throws
        -> SourceFile
    {
        var parts = parts
        change(&parts)
        return try fixture.zip(parts, name: "report.docx", format: .docx)
    }

    @Test("An entry that unpacks beyond its cap is too large, and the reading stops there")
    func bomb() async throws {
        let zeros = [UInt8](repeating: UInt8(ascii: " "), count: 66 << 20)
        let entries =
            W(body: "").archiveParts.filter { $0.key != "word/document.xml" }
            .map { (name: $0.key, bytes: Array($0.value.utf8)) } + [(name: "word/document.xml", bytes: zeros)]
        let file = try fixture.zip(entries, name: "bomb.docx", format: .docx)
        #expect(file.size < 1 << 20)
        let error = await refusal(file)
        #expect(error?.reason == .tooLarge)
        #expect(error?.message.contains("word/document.xml unpacks to more than 64 MiB") == true)
    }

    @Test("The cap on all entries together counts every reading")
    func totalCap() async throws {
        let body = W.paragraph(String(repeating: "x", count: 4_000))
        let error = await refusal(try word(W(body: body).archiveParts), limits: ExtractionLimits(totalBytes: 3_000))
        #expect(error?.reason == .tooLarge)
    }

    @Test("More entries than the cap are too large")
    func manyEntries() async throws {
        let file = try word(W(body: "").archiveParts) { parts in
            for index in 0..<5_001 { parts["junk/\(index)"] = "" }
        }
        #expect(await refusal(file)?.reason == .tooLarge)
    }

    @Test(
        "A document type is refused wherever it stands",
        arguments: ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
    func documentType(part: String) async throws {
        let file = try word(W(body: W.paragraph("x")).archiveParts) { parts in
            parts[part] = "<!DOCTYPE x [<!ENTITY a 'b'>]>" + (parts[part] ?? "")
        }
        let error = await refusal(file)
        #expect(error?.reason == .damaged)
        #expect(error?.message.contains("document type") == true)
    }

    @Test("An undeclared entity is damage, not a gap in the text")
    func entity() async throws {
        let file = try word(W(body: W.paragraph("one &two; three")).archiveParts)
        #expect(await refusal(file)?.reason == .damaged)
    }

    @Test("Elements nested without end are too complex", arguments: ["w:sdt", "w:tbl", "w:ins"])
    func nesting(element: String) async throws {
        let deep = String(repeating: "<\(element)>", count: 50_000) + String(repeating: "</\(element)>", count: 50_000)
        #expect(await refusal(try word(W(body: deep).archiveParts))?.reason == .tooComplex)
    }

    @Test("A file cut short is damaged, wherever it is cut", arguments: [0.2, 0.5, 0.9, 0.99])
    func truncated(share: Double) async throws {
        let whole = try word(W(body: W.paragraph("text")).archiveParts)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: whole.path)))
        let cut = try fixture.file(
            Array(bytes.prefix(Int(Double(bytes.count) * share))), name: "cut.docx", format: .docx)
        let error = await refusal(cut)
        #expect(error?.reason == .damaged)
        #expect(error?.message.hasPrefix("cut.docx ") == true)
    }

    @Test("A changed byte in the text is found by the checksum")
    func corrupted() async throws {
        let whole = try word(W(body: W.paragraph(String(repeating: "text ", count: 500))).archiveParts)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: whole.path)))
        let name = try #require(Data(bytes).range(of: Data("word/document.xml".utf8)))
        for offset in 40..<48 { bytes[name.upperBound + offset] ^= 0x55 }
        #expect(await refusal(try fixture.file(bytes, name: "bad.docx", format: .docx))?.reason == .damaged)
    }

    @Test("XML cut short inside a sound archive is damaged")
    func truncatedXML() async throws {
        let file = try word(W(body: W.paragraph("x")).archiveParts) { parts in
            parts["word/document.xml"]?.removeLast(12)
        }
        #expect(await refusal(file)?.reason == .damaged)
    }

    @Test("Entry names that would leave a directory are only names, and the document is read")
    func pathNames() async throws {
        let file = try word(W(body: W.paragraph("text")).archiveParts) { parts in
            parts["../../../../tmp/galley-escape"] = "x"
            parts["/tmp/galley-escape"] = "x"
        }
        let content = try await WordReader().read(file, limits: ExtractionLimits())
        #expect(content.outline == ["P text"])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/galley-escape"))
    }

    @Test("Two entries of one name are damage: readers would differ in which they show")
    func twoDocuments() async throws {
        var entries = W(body: W.paragraph("one")).archiveParts.map { (name: $0.key, bytes: Array($0.value.utf8)) }
        entries.append((name: "Word/Document.xml", bytes: Array("<x/>".utf8)))
        let error = await refusal(try fixture.zip(entries, name: "two.docx", format: .docx))
        #expect(error?.reason == .damaged)
    }

    @Test("An encrypted file says so, and one of 1997 says what it is")
    func compoundFiles() async throws {
        let filler = [UInt8](repeating: 0, count: (1 << 20) - 20)
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
        // The name lies across the boundary of two pieces of a mebibyte.
        let encrypted = try fixture.file(
            CompoundFile.signature + filler + name + filler, name: "secret.docx", format: .docx)
        let error = await refusal(encrypted)
        #expect(error?.reason == .encrypted)
        #expect(error?.message == "secret.docx is encrypted: remove its password and upload it again.")
        let old = try fixture.file(CompoundFile.signature + filler, name: "old.docx", format: .docx)
        #expect(await refusal(old)?.reason == .unsupported)
    }

    @Test("A file with macros is not read")
    func macros() async throws {
        let file = try word(W(body: "").archiveParts) { $0["word/vbaProject.bin"] = "x" }
        let error = await refusal(file)
        #expect(error?.reason == .unsupported)
        #expect(error?.message.contains("macros") == true)
    }

    @Test("An archive without a document is mislabelled; text is no archive")
    func otherArchives() async throws {
        let other = try fixture.zip(["readme.txt": "x"], name: "other.docx", format: .docx)
        #expect(await refusal(other)?.reason == .mislabelled)
        let text = try fixture.file("plain text", name: "text.docx", format: .docx)
        #expect(await refusal(text)?.reason == .damaged)
    }

    @Test("Paragraphs, cells and spans beyond the limits are refused or cut to them")
    func counts() async throws {
        let paragraphs = String(repeating: "<w:p/>", count: 101)
        let few = ExtractionLimits(cells: 10, blocks: 100)
        #expect(await refusal(try word(W(body: paragraphs).archiveParts), limits: few)?.reason == .tooLarge)
        let table = "<w:tbl>\(W.row(Array(repeating: "x", count: 11)))</w:tbl>"
        #expect(await refusal(try word(W(body: table).archiveParts), limits: few)?.reason == .tooLarge)
        let wide =
            #"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>\#(W.paragraph("x"))</w:tc></w:tr></w:tbl>"#
        let content = try await W(body: wide).read()
        #expect(content.tables.first?.columnCount == 1_000)
    }

    @Test(
        "Numbers beyond all bounds are held within them",
        arguments: ["-9223372036854775808", "9223372036854775807", "99999999999999999999", "-1", "1e308", "NaN", ""])
    func wildNumbers(number: String) async throws {
        let numbering = """
            <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="\(number)"/><w:numFmt w:val="upperRoman"/>\
            <w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
            """
        let listed = W.paragraph("x", properties: W.inList(1) + #"<w:outlineLvl w:val="\#(number)"/>"#)
        let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        let pages = #"<Properties xmlns="\#(namespace)"><Pages>\#(number)</Pages></Properties>"#
        let note = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>y</w:t></w:r></w:p>"
        let word = try await W(body: listed + listed + note, numbering: numbering, properties: pages).read()
        #expect(word.blocks.count == 3)
        let sheet = """
            <sheetViews><sheetView><pane ySplit="\(number)" state="frozen"/></sheetView></sheetViews><sheetData>\
            <row r="\(number)"><c r="A\(number)" s="\(number)"><v>1</v></c></row><row><c><v>\(number)</v></c></row></sheetData>
            """
        let book = try await WorkbookFixture(sheets: [("Wild", sheet)]).read()
        #expect(book.tables.allSatisfy { $0.columnCount == 1 && $0.rows.count <= 2 })
    }

    @Test("A worksheet of two cells far apart is not blown up into the cells between them")
    func farCells() async throws {
        let rows = (0..<200).map {
            #"<row r="\#($0 + 1)"><c r="A\#($0 + 1)"><v>1</v></c><c r="XFD\#($0 + 1)"><v>2</v></c></row>"#
        }
        let file = try fixture.zip(
            WorkbookFixture(sheets: [("Far", "<sheetData>\(rows.joined())</sheetData>")]).archiveParts,
            name: "far.xlsx",
            format: .xlsx)
        let error = await refusal(file)
        #expect(error?.reason == .tooLarge)
        #expect(error?.message.contains("2000000 table cells") == true)
    }
}
