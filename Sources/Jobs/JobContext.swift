import Logging

/// What a running job knows of itself and may say about its progress.
public struct JobContext: Sendable {
    public let id: JobID
    /// The workflow it belongs to, if any, and its own name in it.
    public let workflow: WorkflowID?
    public let node: String?
    /// The number of this run, from 1; crashes and shutdowns do not advance it.
    public let attempt: Int
    /// The tenant on whose behalf it runs.
    public let tenant: String
    /// What the enqueue put beside the payload: trace context, request id.
    public let metadata: [String: String]
    /// Carries job, workflow, attempt and worker on every line.
    public let logger: Logger

    private let reporter: @Sendable (Progress) async throws -> Void
    private let resultsReader: @Sendable () async throws -> [String: [UInt8]]

    public init(
        delivery: Delivery, logger: Logger,
        report: @escaping @Sendable (Progress) async throws -> Void,
        results: @escaping @Sendable () async throws -> [String: [UInt8]]
    ) {
        self.id = delivery.id
        self.workflow = delivery.workflow
        self.node = delivery.node
        self.attempt = delivery.attempt
        self.tenant = delivery.tenant
        self.metadata = delivery.metadata
        self.logger = logger
        self.reporter = report
        self.resultsReader = results
    }

    /// Says how far the job is, in its own units. Throws ``LeaseLost`` when the job is no longer ours.
    public func report(_ progress: Progress) async throws {
        try await reporter(progress)
    }

    /// The outputs of jobs of one type that this one waited for, in the order of their names in the workflow given here.
    ///
    /// - Throws: ``MissingOutput`` when one of them has left none.
    public func outputs<Message: Job>(of type: Message.Type, from names: [String]) async throws -> [Message.Output] {
        let results = try await workflowResults()
        return try names.map { try type.output(from: results[$0], of: $0) }
    }

    /// The results of the workflow's jobs that have ended, encoded, by node name; empty outside a workflow.
    public func workflowResults() async throws -> [String: [UInt8]] {
        try await resultsReader()
    }
}

/// So much of so many: pages, sections, bytes.
public struct Progress: Sendable, Codable, Equatable {
    public var done: Int
    public var total: Int

    public init(done: Int, total: Int) {
        self.done = done
        self.total = total
    }

    /// Between 0 and 1.
    public var fraction: Double {
        total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
    }
}
