import Extraction
import Jobs
import ObjectStore
import Rendering
import Testing

@testable import Documents

@Suite("The stages")
struct PipelineTests {
    private func study(safety: Bool = true) -> [(name: String, content: ExtractedContent?)] {
        ContentBuilder.study(safety: safety).map { ($0.source.name, $0) }
    }

    @Test("make a document whose outputs and manifest lie in the store under their digests")
    func makesDocument() async throws {
        let test = try await TestPipeline(study(), formats: [.docx, .html, .markdown])
        let finished = try await test.run()
        #expect(!finished.isDraft && finished.sectionCount > 10 && finished.citationCount > 10)
        #expect(finished.outputs.map(\.format) == [.docx, .html, .markdown])
        #expect(finished.outputs.first?.fileName == "CSR.docx")
        for output in finished.outputs {
            #expect(output.key == "artifacts/acme/\(output.sha256)")
            let key = try #require(ObjectKey(output.key))
            #expect(try await test.store.head(key)?.size == output.size)
        }
        let manifest = try await test.manifest(of: finished)
        #expect(manifest.content.outputs.map(\.sha256) == finished.outputs.map(\.sha256))
        #expect(manifest.content.sources.map(\.kind) == [.protocolDocument, .tables, .tables, .tables, .tables])
        #expect(manifest.run.tools == ["reader": "1"] && manifest.run.requestedBy == "test")
    }

    @Test("give the same bytes when they run again")
    func repeatsItself() async throws {
        let test = try await TestPipeline(study())
        let first = try await test.run()
        let (classified, filled) = (await test.result(of: "classify"), await test.result(of: "rules"))
        let second = try await test.run()
        #expect(first.outputs == second.outputs)
        #expect(await test.result(of: "classify") == classified)
        #expect(await test.result(of: "rules") == filled)
        let manifests = (try await test.manifest(of: first), try await test.manifest(of: second))
        #expect(manifests.0.content == manifests.1.content)
    }

    @Test("end a document that lacks a section as failed, with its draft to fetch")
    func publishesDraft() async throws {
        let test = try await TestPipeline(study(safety: false))
        let failure = await #expect(throws: PermanentFailure.self) { try await test.run() }
        #expect(failure?.failure.message == "Missing required section: Safety Analysis")
        #expect(failure?.failure.code == "missing_section" && failure?.failure.details == ["section_id": "12"])
        let finished = try JSONCoding.decode(FinishedDocument.self, from: try #require(failure?.result))
        #expect(finished.isDraft && finished.outputs.map(\.format) == [.docx])
        let manifest = try await test.manifest(of: finished)
        #expect(manifest.content.isDraft && manifest.content.findings.first?.severity == .error)
    }

    @Test("end a document with a source that cannot be read, naming file and reason")
    func namesUnreadableSource() async throws {
        let test = try await TestPipeline(study() + [("locked.pdf", nil)])
        let failure = await #expect(throws: PermanentFailure.self) { try await test.run() }
        #expect(failure?.failure.message == "locked.pdf is encrypted: remove its password.")
        #expect(failure?.failure.details["reason"] == "encrypted")
    }

    @Test("call a source by its name in this request, though its bytes were first read under another")
    func renamesCachedReadings() async throws {
        let content = ContentBuilder.protocolDocument().built
        let test = try await TestPipeline([("plan.pdf", content)] + study().dropFirst())
        let manifest = try await test.manifest(of: try await test.run())
        #expect(manifest.content.sources.first?.name == "plan.pdf")
        #expect(manifest.content.sections.first { $0.sectionId == "9.1" }?.citations.first?.source == "plan.pdf")
    }
}
