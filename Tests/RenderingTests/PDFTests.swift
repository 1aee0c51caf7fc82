import Foundation
import Sandbox
import Testing

@testable import Rendering

/// Runs LibreOffice, qpdf and poppler; skipped where they are missing, but not in CI.
@Suite(.serialized, .enabled(if: Installed.pdfToolsOrCI, "LibreOffice, qpdf or poppler is missing"))
struct PDFTests {
    private let runner: ToolRunner

    init() async throws {
        runner = try await ToolRunner.detect()
    }

    private func text(of pdf: [UInt8]) async throws -> [String] {
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let file = try directory.write(pdf, as: "a.pdf")
        let output = try await PDFTools(runner: runner).run("pdftotext", ["-layout", file, "-"], on: file).outputText
        return output.components(separatedBy: "\u{C}")
    }

    @Test func `The PDF has the right pages in its contents, its bookmarks and its fonts`() async throws {
        let manuscript = Sample.report()
        let renderer = Renderer(converter: PDFConverter(runner: runner))
        let files = try await renderer.render(manuscript, formats: [.pdf, .docx])
        #expect(files.map(\.format) == [.docx, .pdf])
        #expect(files.flatMap(\.flaws) == [])
        let pdf = try #require(files.last)
        #expect(files.first?.pages == pdf.pages)
        let pages = try await text(of: pdf.bytes)
        #expect(pages.count - 1 == pdf.pages)
        let contents = try #require(pages.first { $0.contains("List of Tables") })
        for title in ["9.3.1 Inclusion Criteria", "12.4 Clinical Laboratory Evaluation", "Source Documents"] {
            let words = title.split(separator: " ").joined(separator: "\\s+")
            let entry = try Regex("\(words)[ .]*\\.{3,} ?(\\d+)", as: (Substring, Substring).self)
            let page = try #require(contents.firstMatch(of: entry).flatMap { Int($0.output.1) }, "\(title)")
            #expect(pages[page - 1].firstMatch(of: try Regex(words)) != nil, "\(title)")
        }
        let table = try #require(contents.firstMatch(of: /Table 4: Laboratory[^\n]*?\.{3,} ?(\d+)/))
        #expect(pages[try #require(Int(table.1)) - 1].contains("Table 4: Laboratory Values by Visit"))
        #expect(pages.dropLast().allSatisfy { $0.contains("of \(pages.count - 1)") })
    }

    @Test func `Every entry of the contents is a link to the page of its bookmark`() async throws {
        let manuscript = Sample.report(rows: 5)
        let renderer = Renderer(converter: PDFConverter(runner: runner))
        let pdf = try #require(try await renderer.render(manuscript, formats: [.pdf]).first)
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let file = try directory.write(pdf.bytes, as: "a.pdf")
        let tools = PDFTools(runner: runner)
        let structure = try await QPDF(tools: tools).structure(of: file)
        let composition = Composition(manuscript)
        #expect(structure.outline.map(\.level) == composition.headings.map(\.level))
        // The links of the pages of contents, from top to bottom, then those of the list of tables.
        let links = try LinkedPages(json: try await tools.run("qpdf", ["--json", file], on: file).output)
        let headings = structure.outline.filter { $0.level <= 4 }.compactMap(\.page)
        #expect(links.targets.prefix(headings.count).map(\.self) == headings)
        #expect(links.targets.count >= headings.count + composition.tables.count)
    }

    @Test func `In the looks of a house the PDF is as sound`() async throws {
        let renderer = Renderer(converter: PDFConverter(runner: runner))
        let house = ReferenceDocumentTests.house
        let files = try await renderer.render(
            Sample.report(rows: 5), reference: house, formats: [.docx, .pdf])
        #expect(files.flatMap(\.flaws) == [])
        let again = try await renderer.render(Sample.report(rows: 5), reference: house, formats: [.docx, .pdf])
        #expect(files.map(\.sha256) == again.map(\.sha256))
    }

    @Test func `A second rendering gives the same bytes`() async throws {
        let converter = PDFConverter(runner: runner)
        let docx = try DOCXWriter().write(Sample.report(rows: 5))
        let first = try await converter.convert(docx: docx, date: "2026-03-01")
        let second = try await converter.convert(docx: docx, date: "2026-03-01")
        #expect(first.outline == second.outline && first.pages == second.pages)
        // Not compared by the macro, which would print both.
        let isSame = first.bytes == second.bytes
        #expect(isSame)
        #expect(first.bytes.prefix(8) == Array("%PDF-1.6".utf8)[...])
    }

    @Test func `A document for the archive is made too`() async throws {
        let converter = PDFConverter(runner: runner, options: PDFOptions(archival: true))
        let manuscript = Sample.report(rows: 5)
        let pdf = try await converter.convert(docx: DOCXWriter().write(manuscript), date: manuscript.properties.date)
        #expect(try await converter.flaws(of: pdf, from: manuscript) == [])
    }

    @Test func `It works without bubblewrap too`() async throws {
        let converter = PDFConverter(runner: try await ToolRunner.detect(allowsBubblewrap: false))
        let manuscript = Sample.report(rows: 5)
        let pdf = try await converter.convert(docx: DOCXWriter().write(manuscript), date: manuscript.properties.date)
        #expect(try await converter.flaws(of: pdf, from: manuscript) == [])
    }

    @Test func `What is no document fails with the program's name`() async throws {
        let converter = PDFConverter(runner: runner)
        await #expect {
            try await converter.convert(docx: Array("nonsense".utf8), date: "2026-03-01")
        } throws: { error in
            guard case RenderingFailure.tool(let name, _) = error else { return false }
            return name == "soffice"
        }
    }

    @Test func `A conversion that takes too long is ended`() async throws {
        let converter = PDFConverter(runner: runner, options: PDFOptions(timeLimit: .seconds(1)))
        let docx = try DOCXWriter().write(Sample.report(rows: 3_000))
        await #expect(throws: RenderingFailure.tool(name: "soffice", message: "no result within its time limit")) {
            try await converter.convert(docx: docx, date: "2026-03-01")
        }
    }

    @Test func `Without a converter a PDF is refused and the rest is made`() async throws {
        let renderer = Renderer(converter: nil)
        let files = try await renderer.render(Sample.report(), formats: [.docx, .html, .markdown])
        #expect(files.map(\.format) == [.docx, .html, .markdown])
        await #expect(throws: RenderingFailure.self) { try await renderer.render(Sample.report(), formats: [.pdf]) }
    }
}
