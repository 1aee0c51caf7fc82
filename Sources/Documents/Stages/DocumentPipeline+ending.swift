import Crypto
import Foundation
import Jobs

extension DocumentPipeline {
    /// The workflow's `onEnd`: writes the ending into the document's record, then has the webhook told.
    public func perform(_ job: RecordEnding, _ context: JobContext) async throws -> NoOutput {
        let reference = job.reference
        let stored = try await records.document(reference.document, organization: reference.organization)
        // Deleted at once after its end: there is nothing to write and nobody to tell.
        guard let stored else { return NoOutput() }
        guard let workflow = try await producer.record(ofWorkflow: reference.document), workflow.state.isTerminal
        else { return NoOutput() }
        let results = try await producer.results(of: reference.document)
        let product = try results["finalize"].map { try JSONCoding.decode(FinishedDocument.self, from: $0) }
        let ending = DocumentRecord.Ending(
            state: workflow.state, failure: workflow.failure, finishedAt: workflow.finishedAt ?? Date(),
            product: product, workflow: workflow)
        try await records.setEnding(ending, of: reference.document, organization: reference.organization)
        if let webhook = stored.request.webhook {
            try await producer.enqueue([try delivery(of: ending, to: webhook, for: stored.request, context)])
        }
        return NoOutput()
    }

    private func delivery(
        of ending: DocumentRecord.Ending, to webhook: DocumentRequest.Webhook, for request: DocumentRequest,
        _ context: JobContext
    ) throws -> NewJob {
        let body = WebhookBody(ending, request)
        let job = DeliverWebhook(
            document: request.id, url: webhook.url, secret: webhook.secret,
            body: String(decoding: try JSONCoding.encode(body), as: UTF8.self))
        return try NewJob(
            job, id: Self.deliveryID(request.id, ending.finishedAt),
            options: EnqueueOptions(tenant: request.organization, metadata: context.metadata))
    }

    /// One message for each ending, however often it is recorded: the same ending gives the same id.
    static func deliveryID(_ document: WorkflowID, _ finishedAt: Date) -> JobID {
        let digest = SHA256.hash(data: Array("\(document) \(finishedAt.timeIntervalSince1970)".utf8))
        var generator = DigestGenerator(bytes: Array(digest))
        return JobID(shard: document.shard, now: finishedAt, using: &generator)
    }
}

/// Gives out a digest eight bytes at a time, in place of chance.
private struct DigestGenerator: RandomNumberGenerator {
    var bytes: [UInt8]

    mutating func next() -> UInt64 {
        let word = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        bytes = Array(bytes.dropFirst(8) + bytes.prefix(8))
        return word
    }
}

/// Delivers one message, for about three days.
public struct DeliverWebhook: Job {
    public static let name = "document.webhook"
    /// Sums to some three days in the mean: full jitter halves each wait.
    public static let options = JobOptions(
        queue: "webhooks",
        retry: .exponential(maxAttempts: 24, base: .seconds(5), cap: .seconds(8 * 3600)), timeout: .seconds(60))

    public var document: WorkflowID
    public var url: String
    public var secret: String?
    /// The JSON that is signed and sent, the same every time.
    public var body: String
}

/// The message, flat, as the announced one of the model is read.
struct WebhookBody: Encodable {
    var type: String
    var timestamp: Date
    var taskID: WorkflowID
    var documentID: WorkflowID
    var status: String
    var error: String?
    var metadata: [String: String]

    init(_ ending: DocumentRecord.Ending, _ request: DocumentRequest) {
        let isComplete = ending.state == .succeeded
        type = isComplete ? "document.completed" : "document.failed"
        timestamp = ending.finishedAt
        taskID = request.id
        documentID = request.id
        status = isComplete ? "Complete" : "Failed"
        error = isComplete ? nil : ending.failure?.failure.message
        metadata = request.metadata
    }

    enum CodingKeys: String, CodingKey {
        case type, timestamp, status, error, metadata
        case taskID = "task_id"
        case documentID = "document_id"
    }
}

extension DocumentPipeline {
    /// Sends a message once; the queue sees to the rest.
    public func perform(_ job: DeliverWebhook, _ context: JobContext) async throws -> NoOutput {
        let message = WebhookMessage(
            id: "msg_\(context.id)", url: job.url, secret: job.secret ?? "", body: Array(job.body.utf8),
            timestamp: Date())
        switch await webhooks.send(message) {
        case .delivered: return NoOutput()
        case .retry(let reason, let after): throw WebhookNotTaken(reason: reason, retryAfter: after)
        case .gone: throw PermanentFailure(JobFailure(code: "webhook_gone", message: "The receiver wants no more"))
        case .refused(let reason): throw PermanentFailure(JobFailure(code: "webhook_refused", message: reason))
        }
    }
}

/// The receiver did not take a message this time.
private struct WebhookNotTaken: RetryableError {
    var reason: String
    var retryAfter: Duration?
    var isRetryable: Bool { true }
    var failure: JobFailure { JobFailure(code: "webhook", message: reason) }
}
