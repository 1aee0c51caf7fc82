import Foundation
import Testing

@testable import Extraction

@Suite("A PDF's pages")
struct PDFPageTests {
    @Test("lifts a stamp that runs aslant over all pages, and says so")
    func liftsStamp() async throws {
        var pdf = DrawnPDF()
        for page in 1...4 {
            pdf.addPage(
                (1...20).map { "Page \(page) holds a line of text, its number \($0), below the stamp." }, from: 150,
                leading: 20)
            pdf.pages[page - 1].append(.init(text: "Released for reading", x: 130, y: 500, size: 28, angle: 45))
        }
        let content = try await read(pdf.data, named: "a.pdf")
        let text = content.blocks.map(\.text).joined(separator: " ")
        let expected = (1...4).flatMap { page in
            (1...20).map { "Page \(page) holds a line of text, its number \($0), below the stamp." }
        }
        #expect(text == expected.joined(separator: " "))
        #expect(
            content.warnings == [
                ExtractionWarning(code: "stamp", message: "Text set aslant over 4 pages was left out.")
            ])
    }

    @Test("reads a page that was set sideways, and says where on the page it stands", arguments: [90.0, -90.0])
    func readsTurned(angle: Double) async throws {
        var pdf = DrawnPDF()
        let rows = [
            ["Visit", "Week", "Dose"], ["First", "0", "10 mg"], ["Second", "4", "20 mg"], ["Third", "8", "40 mg"],
        ]
        let cells = rows.enumerated().flatMap { line, row in
            row.enumerated().map { column, text in
                let (across, down) = (100 + Double(column) * 150, 100 + Double(line) * 30)
                return angle > 0
                    ? DrawnPDF.Text(text: text, x: down, y: DrawnPDF.height - across, angle: angle)
                    : DrawnPDF.Text(text: text, x: DrawnPDF.width - down, y: across, angle: angle)
            }
        }
        let lines = (1...4).map { line in
            let (across, down) = (100.0, 250 + Double(line) * 14)
            let text = "These words are on line \(line) below a table."
            return angle > 0
                ? DrawnPDF.Text(text: text, x: down, y: DrawnPDF.height - across, angle: angle)
                : DrawnPDF.Text(text: text, x: DrawnPDF.width - down, y: across, angle: angle)
        }
        pdf.pages = [cells + lines]
        let content = try await read(pdf.data, named: "a.pdf")
        #expect(content.tables.map { $0.rows.map { $0.map(\.text) } } == [rows])
        let box = try #require(content.blocks.first?.provenance.box)
        let left = angle > 0 ? 100.0 : DrawnPDF.width - 190
        #expect(abs(box.x - left) < 15 && box.width < box.height && box.width > 90)
    }

    @Test("reads the contents to their end where a list of tables opens on their last page")
    func readsContentsBeforeList() async throws {
        var pdf = DrawnPDF()
        pdf.addPage([
            "Table of Contents", "", "1. Introduction ................ 3", "2. Objectives .................. 3",
        ])
        pdf.addPage([
            "3. Methods ..................... 4", "4. Ethics ...................... 4",
            "5. References .................. 4", "",
            "List of Tables", "", "Table 1. Visits ................ 4",
        ])
        pdf.addPage(["1. Introduction", "", "Some words.", "", "2. Objectives", "", "Some more words."])
        pdf.addPage(["3. Methods", "", "Words.", "", "4. Ethics", "", "Words again.", "", "5. References", "", "None."])
        let headings = outline(try await read(pdf.data, named: "a.pdf")).filter { $0.hasPrefix("h") }
        #expect(headings == ["h1 1 Introduction", "h1 2 Objectives", "h1 3 Methods", "h1 4 Ethics", "h1 5 References"])
    }

    @Test("knows a heading that bears the mark of a footnote")
    func readsMarkedHeading() async throws {
        var pdf = DrawnPDF()
        pdf.addPage([
            "Table of Contents", "", "1. Background .................. 2", "2. Objectives .................. 2",
            "3. Ethics ...................... 2",
        ])
        pdf.addPage([
            "1. Background", "", "Words of it.", "", "2. Objectives", "", "Words.", "", "3. Ethics", "", "The end.",
        ])
        pdf.pages[1].append(.init(text: "1", x: 72 + 13 * 7.2, y: 96, size: 7))
        let headings = outline(try await read(pdf.data, named: "a.pdf")).filter { $0.hasPrefix("h") }
        #expect(headings == ["h1 1 Background", "h1 2 Objectives", "h1 3 Ethics"])
    }
}
