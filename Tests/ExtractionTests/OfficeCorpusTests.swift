import Foundation
import Testing

@testable import Extraction

/// Where the real documents lie; nil when they are not at hand, which is a failure in CI only.
enum OfficeCorpus {
    static let folder: String? = {
        let given = ProcessInfo.processInfo.environment["GALLEY_CORPUS"]
        let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/corpus").path
        return [given, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0) }
    }()

    static let isWanted = folder != nil || ProcessInfo.processInfo.environment["CI"] != nil

    static func read(_ path: String) async throws -> ExtractedContent {
        let folder = try #require(folder, "the corpus is not beside the checkout")
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let (format, reader) = try reader(for: name)
        let file = SourceFile(path: "\(folder)/\(path)", name: name, sha256: "", size: 0, format: format)
        return try await reader.read(file, limits: ExtractionLimits())
    }

    private static func reader(for name: String) throws -> (SourceFormat, any SourceReader) {
        switch name.split(separator: ".").last {
        case "docx": (.docx, WordReader())
        case "xlsx": (.xlsx, WorkbookReader())
        case "html": (.html, HTMLReader())
        case "md": (.markdown, MarkdownReader())
        default: (.csv, CSVReader())
        }
    }
}

@Suite("Real office documents", .enabled(if: OfficeCorpus.isWanted))
struct OfficeCorpusTests {
    @Test("Each document has the structure that was checked by eye", arguments: OfficeGolden.all)
    func structure(golden: OfficeGolden) async throws {
        #expect(OfficeGolden(golden.file, try await OfficeCorpus.read(golden.file)) == golden)
    }

    @Test(
        "The tables of the pilot study have their titles from the page header, and the known numbers of subjects",
        arguments: [
            ("14-1.01", "Summary of Populations", "All Subjects", ["(N=86)", "(N=84)", "(N=84)", "(N=254)"]),
            ("14-1.02", "Summary of End of Study Data", "Intent-to-Treat", ["(N=86)", "(N=84)", "(N=84)", "(N=254)"]),
            (
                "14-2.01", "Summary of Demographic and Baseline Characteristics", "Intent-to-Treat",
                ["(N=86)", "(N=84)", "(N=84)", "(N=254)"]
            ),
            (
                "14-3.01", "Primary Endpoint Analysis: ADAS Cog (11) - Change from Baseline to Week 24 - LOCF",
                "Efficacy",
                ["(N=79)", "(N=81)", "(N=74)"]
            ),
            (
                "14-5.01", "Incidence of Treatment Emergent Adverse Events by Treatment Group", "Safety",
                ["(N=86)", "(N=84)", "(N=84)"]
            ),
        ])
    func pilotTitles(number: String, title: String, population: String, subjects: [String]) async throws {
        let content = try await OfficeCorpus.read("atorus/\(number).docx")
        let table = try #require(content.tables.first)
        #expect(content.blocks.count == 1)
        #expect(table.label == "Table \(number)")
        #expect(table.caption == title)
        #expect(table.subtitles == ["Population: \(population)"])
        #expect(table.footnotes.contains("Source: programs/t-\(number.replacing(".", with: "-")).R"))
        let heads = table.rows[0].compactMap { cell in
            cell.text.firstRange(of: "(N=").map { String(cell.text[$0.lowerBound...]) }
        }
        #expect(heads == subjects)
    }

    @Test("Known values of the pilot study stand in their rows")
    func pilotValues() async throws {
        func values(_ number: String, _ label: String) async throws -> [String] {
            let table = try #require(try await OfficeCorpus.read("atorus/\(number).docx").tables.first)
            let row = try #require(table.rows.first { row in row.prefix(2).contains { $0.text.trimmed == label } })
            return row.map { $0.text.trimmed }.filter { !$0.isEmpty && $0 != label }.map { text in
                text.split(separator: " ").first.map(String.init) ?? ""
            }
        }
        #expect(try await values("14-1.01", "Efficacy") == ["79", "81", "74", "234"])
        #expect(try await Array(values("14-1.02", "Completed Week 24").prefix(4)) == ["60", "28", "30", "118"])
        #expect(
            try await Array(values("14-1.02", "Early Termination (prior to Week 24)").prefix(4)) == [
                "26", "56", "54", "136",
            ])
        #expect(try await Array(values("14-2.01", "Mean").prefix(4)) == ["75.2", "75.7", "74.4", "75.1"])
        #expect(try await Array(values("14-2.01", "Male").prefix(4)) == ["33", "34", "44", "111"])
    }
}
