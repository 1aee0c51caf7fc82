import Foundation
import Sandbox

/// What qpdf does for a finished PDF: it orders it for the web, checks it and reads its outline.
struct QPDF: Sendable {
    let tools: PDFTools

    /// qpdf's exit code for a file with warnings, which is written all the same.
    private static let warnings = 3

    /// Linearized ("fast web view"), compressed, with an identifier computed from the content.
    func linearized(_ file: String) async throws -> [UInt8] {
        let arguments = [
            "--linearize", "--object-streams=generate", "--deterministic-id", "--no-warn", file, "-",
        ]
        return try await tools.run("qpdf", arguments, on: file, accepted: [0, Self.warnings]).output
    }

    /// Nil when the file is sound, else qpdf's words.
    func complaint(about file: String) async throws -> String? {
        let result = try await tools.run("qpdf", ["--check", file], on: file, accepted: [0, 2, Self.warnings])
        return result.succeeded ? nil : result.errorTail
    }

    /// The number of pages and the outline.
    func structure(of file: String) async throws -> (pages: Int, outline: [PDFResult.Entry]) {
        let arguments = ["--json", "--json-key=outlines", "--json-key=pages", file]
        let result = try await tools.run("qpdf", arguments, on: file, accepted: [0, Self.warnings])
        do {
            let structure = try JSONDecoder().decode(Structure.self, from: Data(result.output))
            return (structure.pages.count, structure.outlines.flatMap { $0.entries(level: 1) })
        } catch {
            throw RenderingFailure.tool(name: "qpdf", message: "its JSON could not be read: \(error)")
        }
    }

    /// The part of qpdf's JSON that is read here (its manual, "qpdf JSON Format").
    private struct Structure: Decodable {
        struct Page: Decodable {}

        struct Outline: Decodable {
            var title: String
            var destpageposfrom1: Int?
            var kids: [Outline]

            func entries(level: Int) -> [PDFResult.Entry] {
                [PDFResult.Entry(title: title, level: level, page: destpageposfrom1)]
                    + kids.flatMap { $0.entries(level: level + 1) }
            }
        }

        var pages: [Page]
        var outlines: [Outline]
    }
}
