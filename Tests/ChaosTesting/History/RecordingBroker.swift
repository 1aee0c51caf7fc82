import Jobs
import Synchronization

/// A broker that writes down what its process asks of another, and what it is answered.
public final class RecordingBroker: Broker {
    private let inner: any Broker
    private let log: any HistoryLog
    private let calls = Mutex(0)

    public init(_ inner: any Broker, log: any HistoryLog) {
        self.inner = inner
        self.log = log
    }

    private func nextCall() -> Int {
        calls.withLock { calls in
            calls += 1
            return calls
        }
    }

    public func reserve(_ request: ReserveRequest) async throws -> [Delivery] {
        log.note(.reserveSent(sequence: request.sequence))
        let deliveries = try await inner.reserve(request)
        let delivered = deliveries.map { HistoryEvent.Delivered(held: .init($0.lease), attempt: $0.attempt) }
        log.note(.reserveAnswered(sequence: request.sequence, deliveries: delivered))
        return deliveries
    }

    public func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        let call = nextCall()
        log.note(.settleSent(call: call, endings: settlements.map(HistoryEvent.Ending.init)))
        let answers = try await inner.settle(settlements)
        log.note(.settleAnswered(call: call, answers: answers.map(\.rawValue)))
        return answers
    }

    public func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        log.note(.cancelSent(job: id))
        let answer = try await inner.cancel(job: id, reason: reason)
        log.note(.cancelAnswered(job: id, answer: answer.rawValue))
        return answer
    }

    // MARK: passed on unwritten; producers write their offers themselves, for they know when they send one again

    public func makeID(tenant: String) -> ShardedID { inner.makeID(tenant: tenant) }
    public func enqueue(_ jobs: [NewJob]) async throws -> [JobID] { try await inner.enqueue(jobs) }
    public func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding { try await inner.enqueue(tick) }
    public func pause(queue: String) async throws -> Bool { try await inner.pause(queue: queue) }
    public func resume(queue: String) async throws -> Bool { try await inner.resume(queue: queue) }
    public func limit(queue: String, to limits: QueueLimits) async throws {
        try await inner.limit(queue: queue, to: limits)
    }
    public func purge(queue: String, reason: JobFailure) async throws -> Int {
        try await inner.purge(queue: queue, reason: reason)
    }
    public func enqueue(_ workflow: NewWorkflow) async throws { try await inner.enqueue(workflow) }
    public func cancel(workflow: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await inner.cancel(workflow: workflow, reason: reason)
    }
    public func resume(workflow: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await inner.resume(workflow: workflow, deadline: deadline)
    }
    public func requeue(job: JobID) async throws -> ChangeAnswer { try await inner.requeue(job: job) }
    public func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await inner.waitForWork(queues: queues, atMost: limit)
    }
    public func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await inner.extend(leases, worker: worker, by: duration)
    }
    public func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        try await inner.report(progress, lease: lease)
    }
    public func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        try await inner.results(of: workflow)
    }
    public func beat(_ worker: WorkerRecord) async throws { try await inner.beat(worker) }
    public func leave(worker: String) async throws { try await inner.leave(worker: worker) }
    public func promote() async throws -> PromoteAnswer { try await inner.promote() }
    public func reclaim() async throws -> Int { try await inner.reclaim() }
    public func prune() async throws -> Int { try await inner.prune() }
    public func record(ofJob id: JobID) async throws -> JobRecord? { try await inner.record(ofJob: id) }
    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await inner.record(ofWorkflow: id)
    }
    public func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await inner.waitForChange(of: workflow, after: revision, atMost: limit)
    }
}
