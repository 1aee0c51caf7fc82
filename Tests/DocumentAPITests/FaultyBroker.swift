import Jobs
import Synchronization

/// A broker in memory of which single verbs can be made to fail.
final class FaultyBroker: Producer, RecordReader, Consumer {
    let base = MemoryBroker()
    private let failure = Mutex<BrokerError?>(nil)

    /// From now on every enqueue, cancel and read fails so; nil mends it.
    func fail(with error: BrokerError?) { failure.withLock { $0 = error } }

    private func check() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    func makeID(tenant: String) -> ShardedID { base.makeID(tenant: tenant) }
    func enqueue(_ jobs: [NewJob]) async throws -> [JobID] { try await base.enqueue(jobs) }
    func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding { try await base.enqueue(tick) }

    func enqueue(_ workflow: NewWorkflow) async throws {
        try check()
        try await base.enqueue(workflow)
    }

    func cancel(job: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await base.cancel(job: job, reason: reason)
    }

    func cancel(workflow: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try check()
        return try await base.cancel(workflow: workflow, reason: reason)
    }

    func resume(workflow: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await base.resume(workflow: workflow, deadline: deadline)
    }

    func requeue(job: JobID) async throws -> ChangeAnswer { try await base.requeue(job: job) }
    func record(ofJob id: JobID) async throws -> JobRecord? { try await base.record(ofJob: id) }

    func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try check()
        return try await base.record(ofWorkflow: id)
    }

    func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await base.waitForChange(of: workflow, after: revision, atMost: limit)
    }

    func reserve(_ request: ReserveRequest) async throws -> Reservation { try await base.reserve(request) }

    func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await base.waitForWork(queues: queues, atMost: limit)
    }

    func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await base.extend(leases, worker: worker, by: duration)
    }

    func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        try await base.report(progress, lease: lease)
    }

    func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] { try await base.settle(settlements) }

    func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        try await base.results(of: workflow)
    }
}
