import Documents
import DocumentsRedis
import Extraction
import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import ObjectStore
import Outbound
import Redis
import Rendering
import Sandbox

/// Makes a worker that knows the document stages and webhooks; nothing runs yet.
public func makeWorker(
    _ settings: WorkerSettings, client: RedisClient, store: any ObjectStore, logger: Logger
) async throws -> Worker {
    let (shards, durability) = (settings.connection.shards, settings.durability)
    let broker = RedisBroker(
        client: client, options: .init(shards: shards, durability: durability, lease: settings.worker.lease),
        logger: logger)
    let tools = try await ToolRunner.detect()
    for note in tools.status.notes { logger.warning("the sandbox is weaker than it could be: \(note)") }
    if let warning = settings.drafting.warning { logger.warning("\(warning)") }
    let pipeline = DocumentPipeline(
        store: store, records: RedisDocumentRecords(client: client, shards: shards, durability: durability),
        catalogue: try .builtIn(),
        extractor: ConfinedExtraction(extractor: try Extractor(tools: tools)),
        renderer: Renderer(converter: PDFConverter(runner: tools)), drafting: settings.drafting.drafting,
        broker: broker,
        webhooks: HTTPWebhookSender(policy: settings.webhooks, userAgent: "Galley/\(Version.current)"),
        scratch: FileManager.default.temporaryDirectory.path,
        tools: await ToolVersions.read(tools).merging(["galley": Version.current]) { $1 })
    return Worker(
        broker: broker, registry: JobRegistry(documents: pipeline), options: settings.worker, logger: logger)
}

extension JobRegistry {
    /// Every job of the document pipeline.
    init(documents pipeline: DocumentPipeline) {
        self.init()
        register(ExtractSource.self) { try await pipeline.perform($0, $1) }
        register(ReadReference.self) { try await pipeline.perform($0, $1) }
        register(ClassifyContent.self) { try await pipeline.perform($0, $1) }
        register(ApplyRules.self) { try await pipeline.perform($0, $1) }
        register(GenerateDraft.self) { try await pipeline.perform($0, $1) }
        register(FinalizeDocument.self) { try await pipeline.perform($0, $1) }
        register(RecordEnding.self) { try await pipeline.perform($0, $1) }
        register(DeliverWebhook.self) { try await pipeline.perform($0, $1) }
    }
}
