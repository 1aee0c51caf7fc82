import Foundation
import Sandbox
import Testing

@testable import Extraction

@Suite(
    "Rich text", .enabled(if: Programs.path(of: "pandoc") != nil || ProcessInfo.processInfo.environment["CI"] != nil))
struct RTFReaderTests {
    /// A row as packages write it that make tables: no `\intbl` but at its end.
    private func row(_ cells: [(String, Int)], head: Bool = false) -> String {
        "\\trowd\\trgaph108\(head ? "\\trhdr" : "")\n" + cells.map { "\\clvertalb\\cellx\($0.1)\n" }.joined()
            + cells.map { "\\pard\\qc\\fs18{\\f0 \($0.0)}\\cell\n" }.joined() + "\\intbl\\row\\pard\n"
    }

    private func document(_ body: String) -> Data {
        Data("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}}\n\(body)}".utf8)
    }

    @Test("reads tables whose cells are not marked as such, with the columns that a cell spans")
    func readsUnmarkedCells() async throws {
        let body =
            "{\\pard\\qc{\\f0 Table 14.1.2}\\par}{\\pard\\qc{\\f0 Summary of Age}\\par}{\\pard\\qc{\\f0 Population: Safety}\\par}\n"
            + row([("", 3_000), ("Placebo", 6_000), ("Drug", 9_000)])
            + row([("", 3_000), ("n", 4_500), ("(%)", 6_000), ("n", 7_500), ("(%)", 9_000)])
            + row([("Age", 9_000)])
            + row([("<65", 3_000), ("14", 4_500), ("2.8", 6_000), ("8", 7_500), ("1.6", 9_010)])
            + row([(">80", 3_000), ("30", 4_500), ("5.9", 6_000), ("29", 7_500), ("5.7", 9_000)])
            + "{\\pard{\\f0 The end.}\\par}"
        let content = try await read(document(body), named: "a.rtf")
        let table = try #require(content.tables.first)
        #expect(
            table.rows.map { $0.map(\.text) } == [
                ["", "Placebo", "Drug"], ["", "n", "(%)", "n", "(%)"], ["Age"], ["<65", "14", "2.8", "8", "1.6"],
                [">80", "30", "5.9", "29", "5.7"],
            ])
        #expect(table.rows.prefix(3).map { $0.map(\.columnSpan) } == [[1, 2, 2], [1, 1, 1, 1, 1], [5]])
        #expect(table.headerRows == 2)
        #expect(table.label == "Table 14.1.2" && table.caption == "Summary of Age")
        #expect(table.subtitles == ["Population: Safety"])
        #expect(outline(content) == ["t 5x5", "p The end."])
    }

    @Test("joins a table that repeats its title and head on the next page")
    func joinsPages() async throws {
        func page(_ values: [String]) -> String {
            "{\\pard{\\f0 Listing 16.2 Visits}\\par}\n" + row([("Patient", 3_000), ("Visit", 6_000)], head: true)
                + values.map { row([($0, 3_000), ("Week \($0)", 6_000)]) }.joined()
        }
        let content = try await read(document(page(["1", "2"]) + "\\page\n" + page(["3", "4"])), named: "a.rtf")
        #expect(content.tables.map { $0.rows.map { $0.first?.text } } == [["Patient", "1", "2", "3", "4"]])
        #expect(content.tables.first?.headerRows == 1)
    }
}
