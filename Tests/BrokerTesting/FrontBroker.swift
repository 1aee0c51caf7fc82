import Jobs

/// A broker that stands before another one: every verb goes on through `carry`, unless it is written anew.
public protocol FrontBroker: Broker {
    associatedtype Inner: Broker
    var inner: Inner { get }

    /// Passes one call on; the name is the verb's.
    func carry<Answer: Sendable>(
        _ verb: String, _ call: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer
}

extension FrontBroker {
    public func carry<Answer: Sendable>(
        _ verb: String, _ call: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await call()
    }

    public func makeID(tenant: String) -> ShardedID { inner.makeID(tenant: tenant) }

    @discardableResult
    public func enqueue(_ jobs: [NewJob]) async throws -> [JobID] {
        try await carry("enqueue") { try await inner.enqueue(jobs) }
    }
    public func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding {
        try await carry("enqueue") { try await inner.enqueue(tick) }
    }
    public func enqueue(_ workflow: NewWorkflow) async throws {
        try await carry("enqueue") { try await inner.enqueue(workflow) }
    }
    public func cancel(job: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await carry("cancel") { try await inner.cancel(job: job, reason: reason) }
    }
    public func cancel(workflow: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await carry("cancel") { try await inner.cancel(workflow: workflow, reason: reason) }
    }
    public func resume(workflow: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await carry("resume") { try await inner.resume(workflow: workflow, deadline: deadline) }
    }
    public func requeue(job: JobID) async throws -> ChangeAnswer {
        try await carry("requeue") { try await inner.requeue(job: job) }
    }

    public func reserve(_ request: ReserveRequest) async throws -> Reservation {
        try await carry("reserve") { try await inner.reserve(request) }
    }
    public func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await carry("waitForWork") { try await inner.waitForWork(queues: queues, atMost: limit) }
    }
    public func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await carry("extend") { try await inner.extend(leases, worker: worker, by: duration) }
    }
    public func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        try await carry("report") { try await inner.report(progress, lease: lease) }
    }
    public func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        try await carry("settle") { try await inner.settle(settlements) }
    }
    public func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        try await carry("results") { try await inner.results(of: workflow) }
    }

    public func beat(_ worker: WorkerRecord) async throws {
        try await carry("beat") { try await inner.beat(worker) }
    }
    public func leave(worker: String) async throws {
        try await carry("leave") { try await inner.leave(worker: worker) }
    }
    public func promote() async throws -> PromoteAnswer {
        try await carry("promote") { try await inner.promote() }
    }
    public func reclaim() async throws -> Int {
        try await carry("reclaim") { try await inner.reclaim() }
    }
    public func reclaim(worker: String, crashed: Bool) async throws -> Int {
        try await carry("reclaim") { try await inner.reclaim(worker: worker, crashed: crashed) }
    }
    public func prune() async throws -> Int {
        try await carry("prune") { try await inner.prune() }
    }

    @discardableResult
    public func pause(queue: String) async throws -> Bool {
        try await carry("pause") { try await inner.pause(queue: queue) }
    }
    @discardableResult
    public func resume(queue: String) async throws -> Bool {
        try await carry("resume") { try await inner.resume(queue: queue) }
    }
    public func limit(queue: String, to limits: QueueLimits) async throws {
        try await carry("limit") { try await inner.limit(queue: queue, to: limits) }
    }
    @discardableResult
    public func purge(queue: String, reason: JobFailure) async throws -> Int {
        try await carry("purge") { try await inner.purge(queue: queue, reason: reason) }
    }

    public func record(ofJob id: JobID) async throws -> JobRecord? {
        try await carry("record") { try await inner.record(ofJob: id) }
    }
    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await carry("record") { try await inner.record(ofWorkflow: id) }
    }
    public func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await carry("waitForChange") {
            try await inner.waitForChange(of: workflow, after: revision, atMost: limit)
        }
    }
}
