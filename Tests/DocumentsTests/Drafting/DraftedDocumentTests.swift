import Extraction
import Rendering
import Synchronization
import Testing

@testable import Documents

@Suite("A document with drafted text")
struct DraftedDocumentTests {
    private func study() -> [(name: String, content: ExtractedContent?)] {
        ContentBuilder.study().map { ($0.source.name, $0) }
    }

    @Test("says in its manifest who wrote each text, at what cost, sentence by sentence with its source")
    func manifest() async throws {
        let test = try await TestPipeline(study(), drafting: .init(ScriptedDrafter(ScriptedDrafter.obedient)))
        let manifest = try await test.manifest(of: try await test.run())
        let synopsis = try #require(manifest.content.sections.first { $0.sectionId == "2" })
        let design = try #require(synopsis.rules.first { $0.rule == "design" }?.draft)
        #expect(design.drafter == "scripted" && design.version == "1" && design.model == "m-2026")
        #expect(design.tokens == TokenUsage(prompt: 100, completion: 10) && design.fallback == nil)
        let sentence = try #require(design.sentences.first)
        #expect(sentence.citations.map(\.source) == ["protocol.pdf"] && sentence.citations.map(\.page) == [2])
        #expect(sentence.citations.first?.excerpt.hasPrefix(sentence.text) == true)
    }

    @Test("has the same bytes when a stage runs again, though the model would answer otherwise")
    func repeatsItself() async throws {
        let calls = Mutex(0)
        let drafter = ScriptedDrafter { task in
            let count = calls.withLock { count in
                count += 1
                return count
            }
            let words = task.passages[0].text.split(separator: " ").prefix(5 + count).joined(separator: " ")
            return DraftProposal(sentences: [.init(words, passages: [1])])
        }
        let test = try await TestPipeline(study(), drafting: .init(drafter))
        let first = try await test.run()
        let asked = drafter.tasks.count
        #expect(asked > 0)
        let second = try await test.run()
        #expect(drafter.tasks.count == asked && first.outputs == second.outputs)
        let manifests = (try await test.manifest(of: first), try await test.manifest(of: second))
        #expect(manifests.0.content == manifests.1.content)
    }

    @Test("of another drafter has another digest of its inputs")
    func digests() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        var other = outline
        let section = try #require(other.sections.firstIndex { $0.id == "2" })
        let rule = try #require(other.sections[section].results.firstIndex { $0.draft != nil })
        other.sections[section].results[rule].draft?.model = "m"
        func digest(_ outline: FilledOutline) -> String {
            DraftAssembler(outline, request: Sample.fixed).draft().manuscript.properties.inputDigest
        }
        #expect(digest(outline) != digest(other))
    }
}
