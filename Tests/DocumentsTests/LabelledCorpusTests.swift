import Extraction
import Foundation
import Testing

@testable import Documents

/// The classifier against what a person says of public documents of several sponsors.
///
/// `GALLEY_WRONG_PLACEMENTS=1` prints every block that stands elsewhere than labelled, for review.
@Suite("The classifier on labelled documents", .enabled(if: Corpus.isExpected), .serialized)
struct LabelledCorpusTests {
    private static let printsWrong = ProcessInfo.processInfo.environment["GALLEY_WRONG_PLACEMENTS"] != nil

    @Test(
        "is right in nine of ten placements of which it is sure, sure of most, and raises no false alarm",
        .timeLimit(.minutes(10)))
    func isCalibrated() async throws {
        let set = try LabelledSet()
        let detector = SourceKindDetector()
        let warnings: Set<String> = [
            "arms_do_not_add_up", "disposition_does_not_add_up", "reasons_do_not_add_up", "populations_not_nested",
            "percent_differs", "impossible_statistic", "population_differs", "dates_out_of_order",
        ]
        var findings: [String: Int] = [:]
        let classifiers = try ["csr", "protocol"].map { id in
            SourceClassifier(template: try #require(try TemplateCatalogue.builtIn().template(id: id)))
        }
        var judged: [JudgedBlock] = []
        for document in set.documents {
            let content = try await set.read(document)
            let kind = detector.kind(of: content)
            #expect(kind.rawValue == document.kind, "\(document.file)")
            let (_, outline) = try await Sample.outline(of: [content])
            for finding in outline.findings { findings[finding.code, default: 0] += 1 }
            let alarms = outline.findings.filter { warnings.contains($0.code) }
            #expect(alarms.isEmpty, "\(document.file): \(alarms.map(\.message))")
            for classifier in classifiers where document.labels[classifier.template.id] != nil {
                judged += Self.judge(
                    document, content, classifier.classify(content, kind: kind, source: 0), classifier.template.id)
            }
        }
        print("labelled documents: \(set.documents.count) at hand, \(set.absent.count) not in the corpus")
        print("findings:", findings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        let all = PlacementScore(blocks: judged)
        let heldOut = PlacementScore(blocks: judged.filter { $0.half == .heldOut })
        print("all: \(all)\nheld out: \(heldOut)\n\(all.reliability)")
        for half in [LabelledSet.Half.calibration, .heldOut] {
            print(
                "\(half.rawValue):\n\(PlacementScore(blocks: judged.filter { $0.half == half && !$0.document.hasPrefix("pilot") }).reliability)"
            )
        }
        for (document, blocks) in Dictionary(grouping: judged, by: \.document).sorted(by: { $0.key < $1.key }) {
            print("\(document): \(PlacementScore(blocks: blocks))")
        }
        if Self.printsWrong { Self.printWrong(judged) }
        for score in [all, heldOut] {
            // The documents on which it is surest are those that every corpus has.
            if set.absent.isEmpty { #expect(score.calibrationError < 0.1) }
            #expect(score.share >= 0.6)
            #expect(score.accuracy >= 0.9)
        }
    }

    private static func judge(
        _ document: LabelledSet.Document, _ content: ExtractedContent, _ source: ClassifiedContent.Source,
        _ template: String
    ) -> [JudgedBlock] {
        let placements = Dictionary(uniqueKeysWithValues: source.placements.map { ($0.block, $0) })
        return content.blocks.compactMap { block in
            guard let answers = document.answers(for: block, template: template) else { return nil }
            return JudgedBlock(
                document: "\(document.id) \(template)", half: document.half, block: block, answers: answers,
                placement: placements[block.index])
        }
    }

    private static func printWrong(_ blocks: [JudgedBlock]) {
        for judged in blocks where !judged.isRight {
            let wanted = judged.answers.map { $0.isEmpty ? "none" : $0.joined(separator: ",") }.joined(separator: "|")
            let found = judged.placement?.sections.joined(separator: ",") ?? "none"
            let kind =
                if case .heading(let level, let number, _) = judged.block.content {
                    "H\(level) \(number ?? "")"
                } else if case .table = judged.block.content { "table" } else { "text" }
            print(
                "WRONG \(judged.document) p\(judged.block.provenance.page ?? 0) \(kind) wanted \(wanted) found \(found)",
                "\(judged.confidence) \(judged.placement?.reason.rawValue ?? "") \(judged.block.text.prefix(70))")
        }
    }
}
