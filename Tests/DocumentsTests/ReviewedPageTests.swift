import Foundation
import Testing

@testable import Documents

/// Generated documents against pages that a person wrote after reading sources and result.
///
/// `GALLEY_REVIEW=1` prints the sections as they are now, to write such a page from.
@Suite(
    "The reviewed pages of the pilot study and of a second study in the corpus", .enabled(if: Corpus.isExpected),
    .serialized)
struct ReviewedPageTests {
    private static let pilotNames = Dictionary(
        uniqueKeysWithValues: PilotStudy.sources.map { path in
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return (file, file.hasPrefix("CDISC") ? "protocol" : String(file.dropLast(".docx".count)))
        })

    @Test("agree with the pilot study's report, section by section")
    func pilot() async throws {
        let (_, outline) = try await PilotStudy.outline()
        Self.review(outline, Self.pilotNames)
        let page = try ReviewedPage("pilot-csr.md")
        page.check(outline, names: Self.pilotNames)
        #expect(page.rows.allSatisfy { ["right", "open"].contains($0.verdict) })
    }

    /// Of a sponsor whose protocol no template was written with; tested where the corpus has it.
    @Test("agree with a protocol on ICH M11 made of another sponsor's protocol", .enabled(if: secondPath != nil))
    func secondProtocol() async throws {
        let path = try #require(Self.secondPath)
        let file = String(path.split(separator: "/").last ?? "")
        let (_, outline) = try await Sample.outline(
            of: try await Corpus.read([path]), template: try Sample.protocolTemplate())
        Self.review(outline, [file: "protocol"])
        try ReviewedPage("second-protocol.md").check(outline, names: [file: "protocol"])
    }

    private static let secondPath = ["ddf-ra", "posted"].map { "\($0)/Alexion_NCT04573309_Wilsons.pdf" }.first {
        FileManager.default.fileExists(atPath: "\(Corpus.directory)/\($0)")
    }

    private static func review(_ outline: FilledOutline, _ names: [String: String]) {
        guard ProcessInfo.processInfo.environment["GALLEY_REVIEW"] != nil else { return }
        for section in outline.sections {
            print(
                "SECTION | \(section.id) \(section.title) | | \(section.status.rawValue) |",
                "\(ReviewedPage.sources(of: section, names: names)) | | |")
            for element in section.elements { print("   > \(ReviewedPage.text(of: element).prefix(400))") }
        }
    }
}
