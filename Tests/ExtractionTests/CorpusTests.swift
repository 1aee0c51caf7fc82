import Crypto
import Foundation
import Testing

@testable import Extraction
@testable import Sandbox

/// Real documents, read and compared with what a person found right when they looked at them; `Golden/REVIEW.md` says
/// which pages, and what is known to be wrong.
///
/// The golden files hold kinds, levels, numbers, pages and the beginnings of hashes, and no text. With
/// `GALLEY_RECORD=1` they are written anew; look at the documents before they are committed.
@Suite("A real document", .enabled(if: Corpus.isExpected))
struct CorpusTests {
    @Test(
        "reads as it did when a person checked it",
        arguments: [
            "ddf-ra/CDISC_Pilot_Study.pdf", "ddf-ra/EliLilly_NCT03421379_Diabetes.pdf", "phuse/CJ16050_FinalReport.pdf",
            "phuse/CJ16050_Protocol.pdf", "phuse/CSS_WhitePaper_CentralTendency.pdf", "phuse/nsdrg.pdf",
            "atorus/14-3.10.rtf", "atorus/14-5.01.rtf",
        ])
    func readsAsChecked(_ name: String) async throws {
        let path = try Corpus.path(of: name)
        let golden = Corpus.golden(of: name)
        let content = try await InProcessExtractor(tools: .nested()).extract(path: path, name: name)
        let found = content.blocks.map(Self.line)
        if ProcessInfo.processInfo.environment["GALLEY_RECORD"] == "1" {
            try (found.joined(separator: "\n") + "\n").write(to: golden, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: golden, encoding: .utf8).split(separator: "\n").map(String.init)
        let changes = found.difference(from: expected)
        #expect(changes.isEmpty, "\(name): \(changes.map(String.init(describing:)).prefix(20).joined(separator: "\n"))")
    }

    @Test("gives the pilot protocol's sections, each once, at their levels and on their pages")
    func findsPilotSections() async throws {
        let path = try Corpus.path(of: "ddf-ra/CDISC_Pilot_Study.pdf")
        let content = try await InProcessExtractor(tools: .nested()).extract(path: path, name: "pilot.pdf")
        let headings = content.blocks.compactMap { block -> String? in
            guard case .heading(let level, let number?, _) = block.content else { return nil }
            return "\(number) level \(level) page \(block.provenance.page ?? 0)"
        }
        for expected in [
            "2 level 1 page 7", "3.1 level 2 page 8", "3.4.2.1 level 4 page 11", "3.4.2.2 level 4 page 13",
            "3.9.3.2.1 level 5 page 30", "4.3.3 level 3 page 43", "6 level 1 page 51",
        ] {
            #expect(headings.count { $0 == expected } == 1, "\(expected)")
        }
        #expect(Set(headings).count == headings.count)
        #expect(content.furniture.contains { $0.contains("LZZT") })
    }

    private static func line(_ block: Block) -> String {
        let place = block.provenance.page.map { "p\($0)" } ?? "-"
        let digest = SHA256.hash(data: Data(block.text.utf8)).prefix(4).map { String(format: "%02x", $0) }.joined()
        let kind =
            switch block.content {
            case .heading(let level, let number, _): "heading \(level) \(number ?? "-")"
            case .paragraph: "paragraph"
            case .listItem(let level, _, _): "item \(level)"
            case .table(let table):
                "table \(table.label?.split(separator: " ").last ?? "-") \(table.rows.count)x\(table.columnCount) "
                    + "head \(table.headerRows) notes \(table.footnotes.count)"
            case .figure: "figure"
            case .footnote(let mark, _): "footnote \(mark)"
            }
        return "\(place) \(kind) \(digest)"
    }
}

/// Where the real documents are: `GALLEY_CORPUS`, or `../shared/corpus` beside the checkout.
enum Corpus {
    private static let root: URL = {
        if let named = ProcessInfo.processInfo.environment["GALLEY_CORPUS"] { return URL(filePath: named) }
        return tests.appending(path: "../../../shared/corpus").standardized
    }()

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()

    /// Absent documents are a failure in continuous integration, and a reason to skip elsewhere.
    static var isExpected: Bool {
        ProcessInfo.processInfo.environment["CI"] != nil || FileManager.default.fileExists(atPath: root.path)
    }

    static func path(of name: String) throws -> String {
        let path = root.appending(path: name).path
        try #require(FileManager.default.fileExists(atPath: path), "the corpus is missing: \(name)")
        return path
    }

    static func golden(of name: String) -> URL {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        return tests.appending(path: "Golden/\(file).structure")
    }
}
