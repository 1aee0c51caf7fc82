import Crypto
import Foundation
import Testing

@testable import Extraction

/// Public documents that a person read and labelled: of which kind each is, and where each part of it belongs.
///
/// `Labels/README.md` says how the labels were made. They name places by page and height, so they hold whatever the
/// extractor makes of the page.
struct LabelledSet {
    enum Half: String { case calibration, heldOut = "held-out" }

    struct Document: Sendable {
        var id: String
        var file: String
        var half: Half
        var kind: String
        var sha256: String
        var labels: [String: [Label]] = [:]
    }

    /// From here to the next label of the document, blocks belong to `answers`.
    struct Label: Sendable {
        var page: Int
        /// In points from the top of the page.
        var top: Double
        /// Each a list of section ids; empty for what belongs to no section.
        var answers: [[String]]
    }

    /// Those of which the corpus has the very file, in the order of the list.
    let documents: [Document]
    /// Those it does not have.
    let absent: [String]
    /// In the corpus, by file name.
    private let paths: [String: String]

    init() throws {
        let listed = try Self.documents()
        let paths = Self.files(named: Set(listed.map(\.file)))
        let found = try listed.filter { document in
            guard let path = paths[document.file] else { return false }
            let digest = SHA256.hash(data: try Data(contentsOf: URL(filePath: Corpus.directory).appending(path: path)))
            return digest.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined() == document.sha256
        }
        self.paths = paths
        documents = found
        absent = listed.map(\.id).filter { id in !found.contains { $0.id == id } }
    }

    func read(_ document: Document) async throws -> ExtractedContent {
        let path = try #require(paths[document.file])
        let contents = try await Corpus.read([path])
        return try #require(contents.first)
    }

    private static func documents() throws -> [Document] {
        var documents = try rows("documents.tsv").map { row in
            Document(
                id: row[0], file: row[1], half: try #require(Half(rawValue: row[2])), kind: row[3], sha256: row[4])
        }
        for row in try rows("placements.tsv") {
            let index = try #require(documents.firstIndex { $0.id == row[0] })
            let answers = row[5].split(separator: "|").map { answer in
                answer == "none" ? [] : answer.split(separator: ",").map(String.init)
            }
            let label = Label(page: try #require(Int(row[2])), top: try #require(Double(row[3])), answers: answers)
            documents[index].labels[row[1], default: []].append(label)
        }
        return documents
    }

    private static func rows(_ name: String) throws -> [[String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Labels/\(name)")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func files(named names: Set<String>) -> [String: String] {
        var found: [String: String] = [:]
        let root = URL(filePath: Corpus.directory)
        for folder in (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
            where names.contains(name) {
                found[name] = "\(folder)/\(name)"
            }
        }
        return found
    }
}

extension LabelledSet.Document {
    /// What a person says of a block; nil where nothing is labelled for this template.
    func answers(for block: Block, template: String) -> [[String]]? {
        let page = block.provenance.page ?? 1
        // A label stands at the top of its line; boxes of blocks may begin a little higher.
        let top = (block.provenance.box?.y ?? 0) + 5
        return labels[template]?.last { ($0.page, $0.top) <= (page, top) }?.answers
    }
}
