import Jobs

/// A broker at the end of an unreliable way.
struct UnreliableBroker: Broker {
    let inner: MemoryBroker
    let way: UnreliableWay

    /// Returns at the limit or before, without looking: wake-ups are hints, and these are all lost.
    func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await way.time.sleep(min(limit, .milliseconds(150)))
    }

    func makeID(tenant: String) -> ShardedID { inner.makeID(tenant: tenant) }
    func enqueue(_ jobs: [NewJob]) async throws -> [JobID] { try await way.carry { try await inner.enqueue(jobs) } }
    func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding {
        try await way.carry { try await inner.enqueue(tick) }
    }
    func pause(queue: String) async throws -> Bool { try await way.carry { try await inner.pause(queue: queue) } }
    func resume(queue: String) async throws -> Bool { try await way.carry { try await inner.resume(queue: queue) } }
    func limit(queue: String, to limits: QueueLimits) async throws {
        try await way.carry { try await inner.limit(queue: queue, to: limits) }
    }
    func purge(queue: String, reason: JobFailure) async throws -> Int {
        try await way.carry { try await inner.purge(queue: queue, reason: reason) }
    }
    func enqueue(_ workflow: NewWorkflow) async throws { try await way.carry { try await inner.enqueue(workflow) } }
    func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await way.carry { try await inner.cancel(job: id, reason: reason) }
    }
    func cancel(workflow id: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await way.carry { try await inner.cancel(workflow: id, reason: reason) }
    }
    func resume(workflow id: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await way.carry { try await inner.resume(workflow: id, deadline: deadline) }
    }
    func requeue(job id: JobID) async throws -> ChangeAnswer {
        try await way.carry { try await inner.requeue(job: id) }
    }
    func reserve(_ request: ReserveRequest) async throws -> [Delivery] {
        try await way.carry { try await inner.reserve(request) }
    }
    func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await way.carry { try await inner.extend(leases, worker: worker, by: duration) }
    }
    func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        try await way.carry { try await inner.report(progress, lease: lease) }
    }
    func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        try await way.carry { try await inner.settle(settlements) }
    }
    func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        try await way.carry { try await inner.results(of: workflow) }
    }
    func beat(_ worker: WorkerRecord) async throws { try await way.carry { try await inner.beat(worker) } }
    func leave(worker: String) async throws { try await way.carry { try await inner.leave(worker: worker) } }
    func promote() async throws -> PromoteAnswer { try await way.carry { try await inner.promote() } }
    func reclaim() async throws -> Int { try await way.carry { try await inner.reclaim() } }
    func prune() async throws -> Int { try await way.carry { try await inner.prune() } }
    func record(ofJob id: JobID) async throws -> JobRecord? {
        try await way.carry { try await inner.record(ofJob: id) }
    }
    func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await way.carry { try await inner.record(ofWorkflow: id) }
    }
    func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await way.time.sleep(min(limit, .milliseconds(150)))
    }
}
