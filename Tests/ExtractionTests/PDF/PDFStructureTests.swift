import Foundation
import Sandbox
import Testing

@testable import Extraction

@Suite("A PDF's structure")
struct PDFStructureTests {
    @Test("joins lines and broken words into paragraphs, over the end of a page too")
    func joinsLines() async throws {
        var pdf = DrawnPDF()
        pdf.addPage([
            "The double-blind study compares presystemic effects of the",
            "drug with placebo in two groups. The presys-",
            "temic effects are measured at week 8 of the double-", "blind phase and at its end; all other effects are",
        ])
        pdf.addPage(["measured once, at the end of the study and only then.", "", "", "A second paragraph."])
        let content = try await read(pdf.data, named: "a.pdf")
        #expect(
            outline(content) == [
                "p The double-blind study compares presystemic effects of the drug with placebo in two groups. The presystemic "
                    + "effects are measured at week 8 of the double-blind phase and at its end; all other effects are measured "
                    + "once, at the end of the study and only then.",
                "p A second paragraph.",
            ])
        #expect(content.blocks.map(\.provenance.page) == [1, 2])
        #expect(content.pageCount == 2)
    }

    @Test("places every block on its page, in points from the top left corner")
    func placesBlocks() async throws {
        var pdf = DrawnPDF()
        pdf.addPage(["One line of text in Courier."], x: 72, from: 200)
        let box = try #require(try await read(pdf.data, named: "a.pdf").blocks.first?.provenance.box)
        #expect(abs(box.x - 72) < 1 && abs(box.width - 28 * 7.2) < 2)
        #expect(box.y < 200 && box.y + box.height > 195 && box.height < 20)
    }

    @Test("sets running headers, footers and page numbers apart, whatever number they bear")
    func setsFurnitureApart() async throws {
        var pdf = DrawnPDF()
        for page in 1...5 {
            pdf.addPage(["Text of page \(page), which differs \(String(repeating: "x", count: page))."], from: 300)
            pdf.pages[page - 1].append(.init(text: "Protocol GLY-301", x: 72, y: 40))
            pdf.pages[page - 1].append(.init(text: "Confidential - Page \(page) of 5", x: 72, y: 760))
        }
        let content = try await read(pdf.data, named: "a.pdf")
        #expect(content.furniture == ["Protocol GLY-301", "Confidential - Page 1 of 5"])
        #expect(content.blocks.count == 5)
        #expect(content.blocks.allSatisfy { $0.text.hasPrefix("Text of page") })
    }

    @Test("takes headings from the table of contents, and the table itself is no content")
    func usesContents() async throws {
        var pdf = DrawnPDF()
        pdf.addPage([
            "Table of Contents", "", "1. Introduction ................ 3", "2. Objectives .................. 4",
            "  2.1. Primary Objective ....... 4", "References ..................... 5",
        ])
        pdf.addPage(["A page of notes that the contents do not name."])
        pdf.addPage([
            "1. Introduction", "", "Three items follow in the text.", "1. Items are no chapters", "2. Nor is this",
        ])
        pdf.addPage(["2. Objectives", "", "2.1. Primary Objective", "", "To show that it works."])
        pdf.addPage(["References", "", "Doe J. A book. 1999."])
        let content = try await read(pdf.data, named: "a.pdf")
        #expect(
            outline(content) == [
                "p A page of notes that the contents do not name.", "h1 1 Introduction",
                "p Three items follow in the text.", "l0 1. Items are no chapters", "l0 2. Nor is this",
                "h1 2 Objectives",
                "h2 2.1 Primary Objective", "p To show that it works.", "h1 References", "p Doe J. A book. 1999.",
            ])
    }

    @Test("takes headings from the file's outline")
    func usesOutline() async throws {
        var pdf = DrawnPDF()
        pdf.addPage(["Summary", "", "The summary says it all.", "", "Methods", "", "As described before."])
        pdf.outline = [("Summary", 1), ("Methods", 1)]
        let content = try await read(pdf.data, named: "a.pdf")
        #expect(
            outline(content) == [
                "h1 Summary", "p The summary says it all.", "h1 Methods", "p As described before.",
            ])
    }

    @Test("finds numbered headings by themselves where their numbers follow each other")
    func findsNumbered() async throws {
        var pdf = DrawnPDF()
        pdf.addPage([
            "1 Introduction", "", "Some text that introduces the matter at hand.", "", "1.1 Background", "",
            "More text, and a dose of", "5.1 mg is no heading.", "", "2 Methods", "", "The methods.", "",
            "7.3 Unrelated Number", "", "The end.",
        ])
        let content = try await read(pdf.data, named: "a.pdf")
        let headings = outline(content).filter { $0.hasPrefix("h") }
        #expect(headings == ["h1 1 Introduction", "h2 1.1 Background", "h1 2 Methods"])
    }

    @Test("reads lists with their marks and depths")
    func readsLists() async throws {
        var pdf = DrawnPDF()
        pdf.pages = [
            [
                .init(text: "Patients must meet all of these:", x: 72, y: 100),
                .init(text: "[1] Age of 50 or more", x: 90, y: 116),
                .init(text: "years at screening", x: 118, y: 130), .init(text: "[2] One of:", x: 90, y: 146),
                .init(text: "a) diabetes", x: 118, y: 162), .init(text: "b) asthma", x: 118, y: 178),
                .init(text: "[3] Consent", x: 90, y: 194),
            ]
        ]
        #expect(
            outline(try await read(pdf.data, named: "a.pdf")) == [
                "p Patients must meet all of these:", "l0 [1] Age of 50 or more years at screening", "l0 [2] One of:",
                "l1 a) diabetes", "l1 b) asthma", "l0 [3] Consent",
            ])
    }

    @Test("reads a table without rules, with its caption, header, wrapped cells and notes")
    func readsTable() async throws {
        var pdf = DrawnPDF()
        let rows: [[String]] = [
            ["", "Placebo", "Low dose"], ["", "(N=86)", "(N=84)"], ["Age (years)", "75.2", "75.7"],
            ["Weight (kg)", "62.8", "67.3"], ["Completed", "58", "25"],
        ]
        var texts = [DrawnPDF.Text(text: "Table 14-2.01. Summary of Demographics", x: 72, y: 100)]
        for (line, row) in rows.enumerated() {
            for (column, cell) in row.enumerated() where !cell.isEmpty {
                texts.append(.init(text: cell, x: [72, 250, 400][column], y: 140 + Double(line) * 24))
            }
        }
        texts.append(.init(text: "Note: all randomised patients.", x: 72, y: 262))
        texts.append(.init(text: "The text goes on below.", x: 72, y: 320))
        pdf.pages = [texts]
        let content = try await read(pdf.data, named: "a.pdf")
        guard case .table(let table) = content.blocks.first?.content else {
            Issue.record("no table: \(outline(content))")
            return
        }
        #expect(table.label == "Table 14-2.01")
        #expect(table.caption == "Summary of Demographics")
        #expect(table.rows.map { $0.map(\.text) } == rows)
        #expect(table.headerRows == 2)
        #expect(table.footnotes == ["Note: all randomised patients."])
        #expect(outline(content).dropFirst() == ["p The text goes on below."])
    }

    @Test("ends the notes of a table where the next table begins right below them")
    func readsTablesApart() async throws {
        var pdf = DrawnPDF()
        func rows(_ first: String, from y: Double) -> [DrawnPDF.Text] {
            [[first, "Placebo", "Low dose"], ["Age (years)", "75.2", "75.7"], ["Weight (kg)", "62.8", "67.3"]]
                .enumerated().flatMap { line, row in
                    row.enumerated().map { column, cell in
                        DrawnPDF.Text(text: cell, x: [72, 250, 400][column], y: y + Double(line) * 14)
                    }
                }
        }
        let note = DrawnPDF.Text(text: "Note: all randomised patients.", x: 72, y: 144)
        pdf.pages = [rows("Men", from: 100) + [note] + rows("Women", from: 158)]
        let tables = try await read(pdf.data, named: "a.pdf").blocks.compactMap { block -> Table? in
            guard case .table(let table) = block.content else { return nil }
            return table
        }
        #expect(tables.map { $0.rows.first?.first?.text } == ["Men", "Women"])
        #expect(tables.map(\.footnotes) == [["Note: all randomised patients."], []])
    }

    @Test("reads two columns of prose one after the other")
    func readsColumns() async throws {
        var pdf = DrawnPDF()
        let left = (1...16).map { "left line \($0) of a text in" }
        let right = (1...16).map { "right line \($0) of a text in" }
        pdf.pages = [
            zip(left, right).enumerated().flatMap { line, pair in
                let y = 100 + Double(line) * 14
                return [
                    DrawnPDF.Text(text: pair.0, x: 60, y: y, size: 10),
                    DrawnPDF.Text(text: pair.1, x: 330, y: y, size: 10),
                ]
            }
        ]
        let text = try await read(pdf.data, named: "a.pdf").blocks.map(\.text).joined(separator: " ")
        let expected = (left + right).joined(separator: " ")
        #expect(text == expected)
    }

    @Test("binds a figure's caption to a figure")
    func readsFigure() async throws {
        var pdf = DrawnPDF()
        pdf.addPage(["Some text.", "", "", "Figure 1. Study design of the trial", "", "", "More text follows here."])
        #expect(
            outline(try await read(pdf.data, named: "a.pdf")) == [
                "p Some text.", "f Figure 1. Study design of the trial", "p More text follows here.",
            ])
    }

    @Test("reads a scanned page by recognition and says so, with its confidence")
    func readsScan() async throws {
        var pdf = DrawnPDF()
        pdf.pages = [[.init(text: "Patients received one dose each morning.", x: 72, y: 200, size: 14)]]
        let content = try await read(try await ScannedPDF.data(of: pdf), named: "scan.pdf")
        guard Programs.path(of: "tesseract") != nil else {
            #expect(content.warnings.map(\.code) == ["ocr_missing"])
            return
        }
        #expect(content.blocks.map(\.text) == ["Patients received one dose each morning."])
        #expect(
            content.warnings == [
                ExtractionWarning(code: "ocr", message: "Page 1 is an image; its text was recognised.", page: 1)
            ])
        let confidence = try #require(content.blocks.first?.confidence)
        #expect(confidence > 0.6 && confidence <= 1)
        let box = try #require(content.blocks.first?.provenance.box)
        #expect(abs(box.x - 72) < 5 && box.y < 200 && box.y + box.height > 190)
    }
}
