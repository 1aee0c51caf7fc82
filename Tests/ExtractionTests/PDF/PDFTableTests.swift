import Foundation
import Testing

@testable import Extraction

@Suite("A PDF's tables")
struct PDFTableTests {
    /// Cells of one line at the places of their columns.
    private func line(_ cells: [String], at columns: [Double], y: Double, size: Double = 10) -> [DrawnPDF.Text] {
        zip(cells, columns).filter { !$0.0.isEmpty }.map { DrawnPDF.Text(text: $0.0, x: $0.1, y: y, size: size) }
    }

    private func tables(_ pages: [[DrawnPDF.Text]]) async throws -> [Table] {
        var pdf = DrawnPDF()
        pdf.pages = pages
        return try await read(pdf.data, named: "a.pdf").tables
    }

    @Test("joins the lines of a row where rows stand further apart, and words that a narrow cell broke")
    func joinsWrapped() async throws {
        let columns = [72.0, 142, 212, 282]
        let rows: [[[String]]] = [
            [["Assess-", "Screenin", "Week", "Follow-"], ["ment", "g", "12", "up"]],
            [["Informed", "X", "", ""], ["consent", "", "", ""]],
            [["Laborato", "X", "X", ""], ["ry tests", "", "", ""]],
            [["Adverse", "", "X", "X"], ["events", "", "", ""]],
            [["Diary", "X", "X", ""]],
        ]
        var y = 300.0
        var texts = [
            DrawnPDF.Text(
                text: "The screening visit has laboratory tests, and each assessment is one by itself.", x: 72, y: 100),
            DrawnPDF.Text(text: "Table 1 Schedule of Visits", x: 72, y: y - 20),
        ]
        for row in rows {
            for cells in row {
                texts += line(cells, at: columns, y: y)
                y += 11
            }
            y += 6
        }
        let table = try #require(try await tables([texts]).first)
        #expect(
            table.rows.map { $0.map(\.text) } == [
                ["Assessment", "Screening", "Week 12", "Follow-up"], ["Informed consent", "X", "", ""],
                ["Laboratory tests", "X", "X", ""], ["Adverse events", "", "X", "X"], ["Diary", "X", "X", ""],
            ])
        #expect(table.headerRows == 1)
        #expect(table.label == "Table 1")
    }

    /// A page with the rows of a table of four columns from its top, numbered from `first`.
    private func page(_ header: [String]?, from first: Int, count: Int, title: String? = nil) -> [DrawnPDF.Text] {
        let columns = [72.0, 200, 300, 400]
        var y = 120.0
        var texts = title.map { [DrawnPDF.Text(text: $0, x: 72, y: 100, size: 10)] } ?? []
        for cells in [header].compactMap(\.self)
            + (first..<first + count).map({ ["Visit \($0)", "\($0)", "X", "\($0 * 2)"] })
        {
            texts += line(cells, at: columns, y: y)
            y += 20
        }
        return texts
    }

    @Test("joins what a page's end parted, with the header repeated or not", arguments: [true, false])
    func joinsPages(_ isRepeated: Bool) async throws {
        let header = ["Visit", "Week", "Done", "Days"]
        let tables = try await tables([
            page(header, from: 1, count: 30, title: "Table 1 Visits"),
            page(
                isRepeated ? header : nil, from: 31, count: 30, title: isRepeated ? "Table 1 Visits (continued)" : nil),
            page(isRepeated ? header : nil, from: 61, count: 5),
        ])
        #expect(tables.count == 1)
        #expect(tables.first?.label == "Table 1")
        #expect(tables.first?.rows.dropFirst().map { $0[0].text } == (1...65).map { "Visit \($0)" })
    }

    @Test("leaves a table by itself that has a title of its own or other columns")
    func keepsTitled() async throws {
        let header = ["Visit", "Week", "Done", "Days"]
        let others = [72.0, 160, 250, 340].map { $0 + 50 }
        let tables = try await tables([
            page(header, from: 1, count: 30, title: "Table 1 Visits"),
            page(header, from: 31, count: 5, title: "Table 2 Later Visits"),
            (0..<5).flatMap { line(["a\($0)", "b", "c", "d"], at: others, y: 120 + Double($0) * 20) },
        ])
        #expect(tables.map(\.label) == ["Table 1", "Table 2", nil])
    }

    @Test("keeps rows apart that are set close in groups with room between the groups")
    func keepsGroups() async throws {
        let columns = [72.0, 250, 350]
        let groups = [
            [["", "Placebo", "Drug"]],
            [["Age (years)", "", ""], ["Mean", "75.2", "75.7"], ["Median", "76.0", "77.5"]],
            [["Weight (kg)", "", ""], ["Mean", "62.8", "67.3"], ["Median", "60.6", "64.9"]],
            [["Height (cm)", "", ""], ["Mean", "162.6", "163.4"], ["Median", "162.6", "162.6"]],
        ]
        var y = 200.0
        var texts: [DrawnPDF.Text] = []
        for group in groups {
            for cells in group {
                texts += line(cells, at: columns, y: y)
                y += 12
            }
            y += 10
        }
        let table = try #require(try await tables([texts]).first)
        #expect(table.rows.map { $0.map(\.text) } == groups.flatMap(\.self))
        #expect(table.headerRows == 1)
    }

    @Test("reads cells that stand in the middle beside cells of more lines as one row, from the head on")
    func joinsCentred() async throws {
        let columns = [72.0, 200, 330]
        var texts = line(["", "", "At the start"], at: columns, y: 200)
        texts += line(["Sex", "On arrival", ""], at: columns, y: 205)
        texts += line(["", "", "of dosing"], at: columns, y: 210)
        texts += line(["Male", "215", "8"], at: columns, y: 232)
        texts += line(["Female", "201", "9"], at: columns, y: 248)
        let table = try #require(try await tables([texts]).first)
        #expect(
            table.rows.map { $0.map(\.text) } == [
                ["Sex", "On arrival", "At the start of dosing"], ["Male", "215", "8"], ["Female", "201", "9"],
            ])
        #expect(table.headerRows == 1)
    }

    @Test("spans a title over its columns and takes the name of a group of rows for a row")
    func spansTitles() async throws {
        let columns = [72.0, 220, 290, 380, 450]
        var texts = line(["", "Low dose group", "", "High dose group", ""], at: columns, y: 200)
        texts += line(["", "n", "(%)", "n", "(%)"], at: columns, y: 216)
        texts += line(["Gender", "", "", "", ""], at: columns, y: 232)
        texts += line(["Female", "50", "9.8", "40", "7.9"], at: columns, y: 248)
        texts += line(["Not recorded", "34", "6.7", "44", "8.7"], at: columns, y: 264)
        let table = try #require(try await tables([texts]).first)
        #expect(
            table.rows.first?.map(\.text) == ["", "Low dose group", "High dose group"]
                && table.rows.first?.map(\.columnSpan) == [1, 2, 2])
        #expect(table.rows.map { $0.first?.text } == ["", "", "Gender", "Female", "Not recorded"])
        #expect(table.headerRows == 2)
    }

    @Test("reads a listing set in a monospaced font, its head underlined by dashes")
    func readsListing() async throws {
        let lines = [
            "Patient   Treatment       Sex   Age   Day of last dose   Reason",
            "-------   -------------   ---   ---   ----------------   ---------------------",
            "101-003   GLY-101 10 mg   F      61                 43   Adverse event",
            "101-011   Placebo         M      58                 12   Withdrawal by patient",
            "102-007   GLY-101 20 mg   F      70                112   Lack of efficacy",
        ]
        let texts = lines.enumerated().map {
            DrawnPDF.Text(text: $0.element, x: 60, y: 200 + Double($0.offset) * 10, size: 8)
        }
        let table = try #require(try await tables([texts]).first)
        #expect(
            table.rows.filter { $0.allSatisfy { !$0.text.hasPrefix("---") } }.map { $0.map(\.text) } == [
                ["Patient", "Treatment", "Sex", "Age", "Day of last dose", "Reason"],
                ["101-003", "GLY-101 10 mg", "F", "61", "43", "Adverse event"],
                ["101-011", "Placebo", "M", "58", "12", "Withdrawal by patient"],
                ["102-007", "GLY-101 20 mg", "F", "70", "112", "Lack of efficacy"],
            ])
        #expect(table.headerRows >= 1)
    }
}
