import Extraction
import Foundation
import Jobs
import Logging
import NIOCore
import ObjectStore
import Rendering

@testable import Documents

/// The stages called one after the other as a worker would, with everything in memory.
final class TestPipeline: Sendable {
    let store = MemoryStore()
    let request: DocumentRequest
    let pipeline: DocumentPipeline
    private let results = Results()

    /// - Parameters:
    ///   - contents: what reading each source gives; nil cannot be read.
    ///   - house: the bytes of a reference document, and what reading it gives.
    init(
        _ contents: [(name: String, content: ExtractedContent?)], formats: [OutputFormat] = [.docx],
        drafting: DocumentPipeline.Drafting = .init(), house: (bytes: String, content: ReferenceContent?)? = nil,
        instructions: String? = nil
    ) async throws {
        var request = Sample.fixed
        request.formats = formats
        for (name, _) in contents {
            let key = "acme/in/\(name)"
            guard let object = ObjectKey(key) else { throw Sample.Missing() }
            let info = try await store.put(object, bytes: Array(name.utf8))
            request.sources.append(.init(path: key, name: name, sha256: info.sha256, size: info.size))
        }
        if let house, let object = ObjectKey("acme/house/house.docx") {
            let info = try await store.put(object, bytes: Array(house.bytes.utf8))
            request.referenceDocument = .init(
                path: object.description, name: object.name, sha256: info.sha256, size: info.size)
        }
        request.instructions = instructions
        self.request = request
        let reader = CannedReader(
            contents: Dictionary(uniqueKeysWithValues: contents.map { ($0.name, $0.content) }), house: house?.content)
        pipeline = DocumentPipeline(
            store: store, records: OneRecord(record: DocumentRecord(request: request)),
            catalogue: try TemplateCatalogue.builtIn(), extractor: reader, renderer: Renderer(converter: nil),
            drafting: drafting,
            broker: MemoryBroker(), webhooks: NoWebhooks(), scratch: NSTemporaryDirectory(), tools: ["reader": "1"])
    }

    var reference: DocumentReference { DocumentReference(document: request.id, organization: "acme") }

    /// Runs all stages and returns what `finalize` gave.
    func run() async throws -> FinishedDocument {
        for (index, source) in request.sources.enumerated() {
            let job = ExtractSource(reference: reference, source: source, index: index)
            try await keep("extract-\(index + 1)", try await pipeline.perform(job, context(ExtractSource.name)))
        }
        if let file = request.referenceDocument {
            let job = ReadReference(reference: reference, file: file)
            try await keep("reference", try await pipeline.perform(job, context(ReadReference.name)))
        }
        let classify = ClassifyContent(reference: reference)
        try await keep("classify", try await pipeline.perform(classify, context(ClassifyContent.name)))
        try await keep("rules", try await pipeline.perform(ApplyRules(reference: reference), context(ApplyRules.name)))
        let generate = GenerateDraft(reference: reference)
        try await keep("generate", try await pipeline.perform(generate, context(GenerateDraft.name)))
        return try await pipeline.perform(FinalizeDocument(reference: reference), context(FinalizeDocument.name))
    }

    func result(of node: String) async -> [UInt8]? { await results.all[node] }

    func manifest(of finished: FinishedDocument) async throws -> Manifest {
        guard let key = ObjectKey(finished.manifestKey) else { throw Sample.Missing() }
        return try Manifest(json: Array(try await store.bytes(key, limit: 1 << 24).readableBytesView))
    }

    private func keep(_ node: String, _ value: some Encodable) async throws {
        await results.set(node, try JSONCoding.encode(value))
    }

    private func context(_ name: String) -> JobContext {
        let delivery = Delivery(
            id: JobID(shard: 0), fence: Fence(number: 1, token: "0"), name: name, version: 1, queue: "", tenant: "acme",
            priority: .normal, payload: [], metadata: [:], attempt: 1, crashes: 0, workflow: request.id, node: nil)
        let results = results
        return JobContext(
            delivery: delivery, logger: Logger(label: "test"), report: { _ in }, results: { await results.all })
    }

    private actor Results {
        var all: [String: [UInt8]] = [:]
        func set(_ node: String, _ bytes: [UInt8]) { all[node] = bytes }
    }
}

/// Gives what a test says a source holds.
private struct CannedReader: SourceExtracting {
    let contents: [String: ExtractedContent?]
    let house: ReferenceContent?
    let version = "canned-1"

    func extract(
        path: String, name: String, progress: (@Sendable (ExtractionProgress) -> Void)?
    ) async throws -> ExtractedContent {
        guard let content = contents[name] ?? nil else {
            throw UnreadableSource(
                source: name, reason: .encrypted, message: "\(name) is encrypted: remove its password.")
        }
        return content
    }

    func reference(path: String, name: String) async throws -> ReferenceContent {
        guard let house else {
            throw UnreadableSource(source: name, reason: .damaged, message: "\(name) is damaged.")
        }
        return house
    }
}

private struct NoWebhooks: WebhookSender {
    func send(_ message: WebhookMessage) async -> WebhookAnswer { .gone }
}

/// Knows one document.
private struct OneRecord: DocumentRecords {
    let record: DocumentRecord

    func create(_ record: DocumentRecord) async throws {}
    func document(_ id: WorkflowID, organization: String) async throws -> DocumentRecord? {
        id == record.id && organization == record.request.organization ? record : nil
    }
    func setEnding(_ ending: DocumentRecord.Ending?, of id: WorkflowID, organization: String) async throws {}
    func documents(_ query: DocumentQuery) async throws -> DocumentPage {
        DocumentPage(documents: [record], cursor: nil)
    }
    func delete(_ id: WorkflowID, organization: String) async throws {}
    func create(_ key: APIKey) async throws {}
    func key(hash: String) async throws -> APIKey? { nil }
    func keys(organization: String) async throws -> [APIKey] { [] }
    func deleteKey(id: String, organization: String) async throws -> Bool { false }
}
