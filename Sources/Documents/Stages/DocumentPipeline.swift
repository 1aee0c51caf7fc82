import Extraction
import Jobs
import ObjectStore
import Rendering

/// The five stages as functions, with what they need to do their work; a worker registers them as handlers.
public struct DocumentPipeline: Sendable {
    let store: any ObjectStore
    let records: any DocumentRecords
    let catalogue: TemplateCatalogue
    let extractor: any SourceExtracting
    let renderer: Renderer
    let drafting: Drafting
    let producer: any Producer & RecordReader & Consumer
    let webhooks: any WebhookSender
    /// Where sources are copied to while they are read.
    let scratch: String
    /// Names and versions of the programs that had a part, for the manifest.
    let tools: [String: String]

    public init(
        store: any ObjectStore, records: any DocumentRecords, catalogue: TemplateCatalogue,
        extractor: any SourceExtracting, renderer: Renderer, drafting: Drafting = Drafting(), broker: any Broker,
        webhooks: any WebhookSender,
        scratch: String, tools: [String: String]
    ) {
        self.store = store
        self.records = records
        self.catalogue = catalogue
        self.extractor = extractor
        self.renderer = renderer
        self.drafting = drafting
        self.producer = broker
        self.webhooks = webhooks
        self.scratch = scratch
        self.tools = tools
    }

    /// Who writes summaries and syntheses, and how much of a model they may use.
    public struct Drafting: Sendable {
        /// Nil is the extractive drafter alone.
        public var drafter: (any Drafter)?
        /// The most tokens of one document.
        public var tokenBudget: Int
        /// Lets so many texts be written at a time, of all documents together.
        let turnstile: Turnstile

        public init(_ drafter: (any Drafter)? = nil, tokenBudget: Int = .max, maxConcurrent: Int = 4) {
            self.drafter = drafter
            self.tokenBudget = tokenBudget
            turnstile = Turnstile(maxConcurrent)
        }
    }

    func artifacts(_ reference: DocumentReference) -> Artifacts {
        Artifacts(store: store, organization: reference.organization)
    }

    /// The request that a stage works on. A document that was deleted meanwhile needs no further try.
    func request(_ reference: DocumentReference) async throws -> DocumentRequest {
        let record = try await records.document(reference.document, organization: reference.organization)
        guard let record else {
            let failure = StageFailure.missingRecord(reference.document)
            throw PermanentFailure(JobFailure(code: "deleted", message: failure.description))
        }
        return record.request
    }

    /// The template of a request; it was valid when the document was accepted.
    func template(for request: DocumentRequest) throws -> Template {
        do {
            return try catalogue.template(for: request)
        } catch {
            throw PermanentFailure(JobFailure(code: "template", message: error.description))
        }
    }

    /// What an earlier stage left behind.
    func result<Value: Decodable>(_ type: Value.Type, of node: String, _ context: JobContext) async throws -> Value {
        guard let bytes = try await context.workflowResults()[node] else { throw StageFailure.missingResult(node) }
        return try JSONCoding.decode(type, from: bytes)
    }
}

/// Reads what organizations uploaded; the sandboxed reader in production.
public protocol SourceExtracting: Sendable {
    /// Changes when the same file might be read differently: part of the cache's key.
    var version: String { get }

    /// - Throws: `UnreadableSource` for what no retry can mend.
    func extract(
        path: String, name: String, progress: (@Sendable (ExtractionProgress) -> Void)?
    ) async throws -> ExtractedContent

    /// How a Word document looks.
    ///
    /// - Throws: `UnreadableSource` for what no retry can mend.
    func reference(path: String, name: String) async throws -> ReferenceContent
}
