import Jobs
import ObjectStore
import Rendering
import Testing

@testable import Documents
@testable import Extraction

@Suite("A document with a reference document")
struct ReferenceDocumentTests {
    private static let house = ReferenceContent(
        source: .init(name: "house.docx", sha256: "00", size: 1, format: .docx), defaults: [],
        styles: [
            .init(
                kind: .paragraph, id: "a", name: "Normal", basedOn: nil, next: nil, isDefault: true, uses: 1,
                properties: [
                    .init(
                        name: "rPr", attributes: [],
                        children: [.init(name: "sz", attributes: [.init(name: "val", value: "21")], children: [])])
                ])
        ],
        pages: [
            .init(
                width: 11_906, height: 16_838, top: 1_000, right: 900, bottom: 800, left: 700, header: 400, footer: 300)
        ])

    private func run(_ house: (bytes: String, content: ReferenceContent?)?) async throws -> (
        TestPipeline, FinishedDocument
    ) {
        let study = ContentBuilder.study().map { ($0.source.name, Optional($0)) }
        let test = try await TestPipeline(study.map { (name: $0.0, content: $0.1) }, house: house)
        return (test, try await test.run())
    }

    @Test("takes its looks, and says in the manifest whose they are")
    func looks() async throws {
        let (test, finished) = try await run(("one", Self.house))
        let (_, again) = try await run(("one", Self.house))
        let (_, other) = try await run(("two", Self.house))
        let (_, plain) = try await run(nil)
        let digests = [finished, again, other, plain].map { $0.outputs[0].sha256 }
        #expect(digests[0] == digests[1] && Set(digests).count == 3)
        let manifest = try await test.manifest(of: finished)
        let file = try #require(test.request.referenceDocument)
        #expect(manifest.content.referenceDocument == .init(name: "house.docx", sha256: file.sha256, size: 3))
        #expect(manifest.content.outputs.flatMap { $0.flaws } == [])
    }

    @Test("that cannot be read ends for good, naming the file")
    func unreadable() async throws {
        let failure = await #expect(throws: PermanentFailure.self) { try await run(("one", nil)) }
        #expect(failure?.failure.message == "house.docx is damaged." && failure?.failure.code == "unreadable_source")
        #expect(failure?.failure.details["source"] == "acme/house/house.docx")
    }

    @Test("reads it beside the sources, and waits for it before it goes on")
    func workflow() throws {
        var request = Sample.request()
        request.referenceDocument = .init(path: "acme/house/h.docx", name: "h.docx", sha256: "00", size: 1)
        let workflow = try DocumentWorkflow.workflow(for: request)
        try workflow.validate()
        let node = try #require(workflow.nodes.first { $0.name == "reference" })
        #expect(node.group == "extract" && node.after.isEmpty && node.job.name == "document.reference")
        #expect(workflow.nodes.first { $0.name == "classify" }?.after == ["reference"])
    }

    @Test("named in a template is read from it and written again")
    func template() throws {
        let text = "document_type: Note\nreference_document: acme/house/h.docx\nsections: [{title: A}]"
        let template = try TemplateReader.read(text)
        #expect(template.referenceDocument == "acme/house/h.docx")
        #expect(try TemplateReader.read(try TemplateWriter.yaml(of: template)) == template)
    }
}

@Suite("A request's instructions")
struct InstructionTests {
    /// Says what it was told, and writes nothing.
    private actor Listener: Drafter {
        nonisolated let identity = DrafterIdentity(drafter: "listener", version: "1")
        private(set) var heard: [String?] = []

        nonisolated func tokenBound(of task: DraftingTask) -> Int { 0 }

        func draft(_ task: DraftingTask) async throws -> DraftProposal {
            heard.append(task.instructions)
            return DraftProposal(sentences: [])
        }
    }

    private func digest(_ instructions: String?, _ drafter: Listener? = nil) async throws -> String {
        let study = ContentBuilder.study().map { (name: $0.source.name, content: Optional($0)) }
        let test = try await TestPipeline(study, drafting: .init(drafter), instructions: instructions)
        return try await test.run().outputs[0].sha256
    }

    @Test("reach every text that a drafter writes")
    func reachDrafter() async throws {
        let listener = Listener()
        _ = try await digest("Write for a reviewer in a hurry.", listener)
        let heard = await listener.heard
        #expect(!heard.isEmpty && heard.allSatisfy { $0 == "Write for a reviewer in a hurry." })
    }

    @Test("change nothing where sentences are only taken")
    func changeNothing() async throws {
        #expect(try await digest("Write for a reviewer in a hurry.") == (try await digest(nil)))
    }
}
