import Foundation
import Jobs
import Synchronization
import Testing

/// A broker under test with the handles that behaviours turn.
struct Bench: Sendable {
    let subject: any BrokerUnderTest
    private let sequences = Sequences()

    init(_ subject: any BrokerUnderTest) { self.subject = subject }

    var broker: any Broker { subject.broker }
    var inspector: any Inspector { subject.inspector }
    var lease: Duration { subject.times.lease }

    /// The numbers of each worker's requests.
    private final class Sequences: Sendable {
        private let last = Mutex([String: Int]())

        func next(_ worker: String) -> Int {
            last.withLock { last in
                last[worker, default: 0] += 1
                return last[worker] ?? 0
            }
        }
    }

    // MARK: producing

    func job(
        _ name: String = "test.job", version: Int = 1, queue: String = "q", tenant: String = "",
        priority: Priority = .normal, payload: String = "{}", delay: Duration? = nil,
        deduplication: Deduplication? = nil
    ) -> NewJob {
        NewJob(
            id: broker.makeID(tenant: tenant), name: name, version: version, queue: queue, tenant: tenant,
            priority: priority, payload: Array(payload.utf8), metadata: ["trace": "t-1"], delay: delay,
            deduplication: deduplication)
    }

    /// Enqueues one job.
    func enqueued(_ job: NewJob) async throws -> JobID {
        try await broker.enqueue([job])
        return job.id
    }

    // MARK: consuming

    func request(
        _ count: Int, worker: String = "w", queues: [QueueDemand]? = nil, lease: Duration = .seconds(600),
        isIdle: Bool = false
    ) -> ReserveRequest {
        let sequence = sequences.next(worker)
        return ReserveRequest(
            worker: worker, sequence: sequence, token: "\(worker)-\(sequence)-0123456789ab",
            queues: queues ?? [QueueDemand(queue: "q", limit: count)], count: count, lease: lease,
            isIdle: isIdle)
    }

    func take(
        _ count: Int, worker: String = "w", queues: [QueueDemand]? = nil, lease: Duration = .seconds(600)
    ) async throws -> [Delivery] {
        try await broker.reserve(request(count, worker: worker, queues: queues, lease: lease)).deliveries
    }

    /// Takes one job, which must be there, as a worker that holds nothing else.
    func takeOne(worker: String = "w", lease: Duration = .seconds(600)) async throws -> Delivery {
        try #require(try await broker.reserve(request(1, worker: worker, lease: lease, isIdle: true)).first)
    }

    @discardableResult
    func settle(_ delivery: Delivery, _ outcome: Outcome) async throws -> LeaseAnswer {
        let answers = try await broker.settle([Settlement(lease: delivery.lease, outcome: outcome)])
        try #require(answers.count == 1)
        return answers[0]
    }

    func complete(_ delivery: Delivery, result: String? = nil) async throws {
        let outcome = Outcome.complete(result: result.map { Array($0.utf8) })
        let answer = try await settle(delivery, outcome)
        #expect(answer == .accepted)
    }

    func bury(_ delivery: Delivery, _ message: String = "it broke") async throws {
        let answer = try await settle(delivery, .bury(JobFailure(code: "broken", message: message)))
        #expect(answer == .accepted)
    }

    /// Takes and completes everything until nothing is pending; returns the nodes in the order of their runs.
    @discardableResult
    func completeAll(batch: Int = 250) async throws -> [String] {
        var nodes: [String] = []
        while true {
            let deliveries = try await take(batch)
            guard !deliveries.isEmpty else { return nodes }
            nodes += deliveries.map { $0.node ?? $0.name }
            let ends = deliveries.map { Settlement(lease: $0.lease, outcome: .complete(result: $0.payload)) }
            let answers = try await broker.settle(ends)
            #expect(answers.allSatisfy { $0 == .accepted })
        }
    }

    // MARK: looking

    func record(_ id: JobID) async throws -> JobRecord {
        try #require(try await broker.record(ofJob: id))
    }

    func state(_ id: JobID) async throws -> JobState { try await record(id).state }

    func workflow(_ id: WorkflowID) async throws -> WorkflowRecord {
        try #require(try await broker.record(ofWorkflow: id))
    }

    // MARK: time and workers

    func elapse(_ duration: Duration) async throws { try await subject.elapse(duration) }

    func beat(_ worker: String, queues: [String] = ["q"], knows jobs: [String: Int] = ["test.job": 1]) async throws {
        try await broker.beat(Self.worker(worker, queues: queues, knows: jobs))
    }

    static func worker(_ id: String, queues: [String], knows jobs: [String: Int]) -> WorkerRecord {
        WorkerRecord(
            id: id, name: "\(id)@host", host: "host", pid: 1, version: "1",
            queues: queues.map { QueueDemand(queue: $0, limit: 4) }, concurrency: 4, jobs: jobs,
            startedAt: .init(timeIntervalSince1970: 1_800_000_000))
    }

    /// Lets time pass while these workers go on beating, so that the broker was plainly there all along.
    func elapse(_ duration: Duration, beating workers: [String]) async throws {
        let step = lease / 5
        var rest = duration
        while rest > .zero {
            for worker in workers { try await beat(worker) }
            try await elapse(min(step, rest))
            rest -= step
        }
        for worker in workers { try await beat(worker) }
    }
}
