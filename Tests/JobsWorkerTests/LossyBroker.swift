import Jobs
import Synchronization

/// A broker whose answers get lost: every verb takes effect, and every second time its caller is told otherwise.
final class LossyBroker: Broker {
    let inner: MemoryBroker
    /// A settle waits here before it takes effect.
    let settling: Gate?
    private let calls = Mutex([String: Int]())
    private let started = Mutex(0)

    /// How many settles were sent, whether or not they took effect.
    var settlesStarted: Int { started.withLock { $0 } }

    init(_ inner: MemoryBroker, settling: Gate? = nil) {
        self.inner = inner
        self.settling = settling
    }

    /// How often a verb was called.
    func calls(of verb: String) -> Int { calls.withLock { $0[verb] ?? 0 } }

    private func lossy<Answer>(_ verb: String, _ call: () async throws -> Answer) async throws -> Answer {
        let answer = try await call()
        let number = calls.withLock { calls in
            calls[verb, default: 0] += 1
            return calls[verb] ?? 0
        }
        if number % 2 == 1 { throw BrokerError.unavailable("the answer of \(verb) was lost") }
        return answer
    }

    func makeID(tenant: String) -> ShardedID { inner.makeID(tenant: tenant) }
    func enqueue(_ jobs: [NewJob]) async throws { try await inner.enqueue(jobs) }
    func enqueue(_ workflow: NewWorkflow) async throws { try await inner.enqueue(workflow) }
    func cancel(job: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await inner.cancel(job: job, reason: reason)
    }
    func cancel(workflow: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await inner.cancel(workflow: workflow, reason: reason)
    }
    func resume(workflow: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await inner.resume(workflow: workflow, deadline: deadline)
    }
    func requeue(job: JobID) async throws -> ChangeAnswer { try await inner.requeue(job: job) }

    func reserve(_ request: ReserveRequest) async throws -> Reservation {
        try await lossy("reserve") { try await inner.reserve(request) }
    }
    func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await lossy("waitForWork") { try await inner.waitForWork(queues: queues, atMost: limit) }
    }
    func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await lossy("extend") { try await inner.extend(leases, worker: worker, by: duration) }
    }
    func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        try await lossy("report") { try await inner.report(progress, lease: lease) }
    }
    func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        started.withLock { $0 += 1 }
        try await settling?.pass()
        return try await lossy("settle") { try await inner.settle(settlements) }
    }
    func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        try await inner.results(of: workflow)
    }
    func beat(_ worker: WorkerRecord) async throws { try await lossy("beat") { try await inner.beat(worker) } }
    func leave(worker: String) async throws { try await inner.leave(worker: worker) }
    func promote() async throws -> PromoteAnswer { try await lossy("promote") { try await inner.promote() } }
    func reclaim() async throws -> Int { try await lossy("reclaim") { try await inner.reclaim() } }
    func reclaim(worker: String, crashed: Bool) async throws -> Int {
        try await inner.reclaim(worker: worker, crashed: crashed)
    }
    func prune() async throws -> Int { try await lossy("prune") { try await inner.prune() } }
    func record(ofJob id: JobID) async throws -> JobRecord? { try await inner.record(ofJob: id) }
    func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await inner.record(ofWorkflow: id)
    }
    func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await inner.waitForChange(of: workflow, after: revision, atMost: limit)
    }
}
