import Logging

/// What a running job knows of itself and may say about its progress.
public struct JobContext: Sendable {
    public var id: JobID { delivery.id }
    /// The workflow it belongs to, if any, and its own name in it.
    public var workflow: WorkflowID? { delivery.workflow }
    public var node: String? { delivery.node }
    /// The number of this run, from 1; crashes and shutdowns do not advance it.
    public var attempt: Int { delivery.attempt }
    /// The tenant on whose behalf it runs.
    public var tenant: String { delivery.tenant }
    /// What the enqueue put beside the payload: trace context, request id.
    public var metadata: [String: String] { delivery.metadata }
    /// Carries job, workflow, attempt and worker on every line.
    public var logger: Logger {
        var logger = plainLogger
        for (key, value) in delivery.logMetadata { logger[metadataKey: key] = value }
        return logger
    }

    private let delivery: Delivery
    private let plainLogger: Logger
    private let reporter: @Sendable (Progress) async throws -> Void
    private let resultsReader: @Sendable () async throws -> [String: [UInt8]]

    public init(
        delivery: Delivery, logger: Logger,
        report: @escaping @Sendable (Progress) async throws -> Void,
        results: @escaping @Sendable () async throws -> [String: [UInt8]]
    ) {
        self.delivery = delivery
        self.plainLogger = logger
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
