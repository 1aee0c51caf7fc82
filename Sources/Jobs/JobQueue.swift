import FoundationEssentials

/// What application code holds: typed jobs and workflows in, records and outputs out.
///
/// An operator's verbs, such as `requeue`, `resume` and `pause`, are the broker's own.
public struct JobQueue: Sendable {
    let broker: any Producer & RecordReader & Consumer

    public init(broker: some Broker) {
        self.broker = broker
    }

    /// Hands over a job and returns its id once the broker has it; another's where its deduplication says so.
    @discardableResult
    public func enqueue(_ job: some Job, options: EnqueueOptions = .init()) async throws -> JobID {
        let new = try NewJob(job, id: broker.makeID(tenant: options.tenant), options: options)
        return try await broker.enqueue([new]).first ?? new.id
    }

    /// Hands over many jobs at once, in far fewer round trips than one by one.
    @discardableResult
    public func enqueue(_ jobs: [some Job], options: EnqueueOptions = .init()) async throws -> [JobID] {
        let new = try jobs.map { try NewJob($0, id: broker.makeID(tenant: options.tenant), options: options) }
        return try await broker.enqueue(new)
    }

    public func record(of id: JobID) async throws -> JobRecord? {
        try await broker.record(ofJob: id)
    }

    @discardableResult
    public func cancel(_ id: JobID, reason: String = "Cancelled by its producer") async throws -> ChangeAnswer {
        try await broker.cancel(job: id, reason: JobFailure(code: "cancelled", message: reason))
    }
}
