import Foundation
import Jobs
import JobsTesting
import Testing

@Suite("The memory broker forgets what is old")
struct MemoryBrokerUpkeepTests {
    private let clock = VirtualClock()

    private func broker(keeping records: Duration) -> MemoryBroker {
        let clock = clock
        return MemoryBroker(options: .init(recordsKept: records), now: { clock.now })
    }

    private func request(_ number: Int) -> ReserveRequest {
        ReserveRequest(
            worker: "w", sequence: number, token: "\(number)", queues: [QueueDemand(queue: "q", limit: 10)], count: 10,
            lease: .seconds(60))
    }

    @Test("Records of jobs and workflows go some time after their end, unended ones stay")
    func prunesWhatEnded() async throws {
        let broker = broker(keeping: .seconds(100))
        let ended = NewJob(id: JobID(), name: "a", queue: "q", payload: [])
        let node = NewWorkflow.Node(
            name: "n", group: "n", job: NewJob(id: JobID(), name: "b", queue: "q", payload: []))
        let workflow = NewWorkflow(id: WorkflowID(), name: "w", nodes: [node])
        try await broker.enqueue([ended])
        try await broker.enqueue(workflow)
        let held = try await broker.reserve(request(1))
        _ = try await broker.settle(held.map { Settlement(lease: $0.lease, outcome: .complete(result: nil)) })
        let pending = NewJob(id: JobID(), name: "c", queue: "q", payload: [])
        try await broker.enqueue([pending])
        clock.advance(by: .seconds(99))
        #expect(try await broker.prune() == 0)
        clock.advance(by: .seconds(2))
        #expect(try await broker.prune() == 3)
        #expect(try await broker.record(ofJob: ended.id) == nil)
        #expect(try await broker.record(ofWorkflow: workflow.id) == nil)
        #expect(try await broker.record(ofJob: node.job.id) == nil)
        #expect(try await broker.record(ofJob: pending.id)?.state == .pending)
    }

    @Test("The rate of a queue is that of the last full minute")
    func showsTheRate() async throws {
        let broker = broker(keeping: .seconds(100_000))
        try await broker.enqueue((0..<6).map { _ in NewJob(id: JobID(), name: "a", queue: "q", payload: []) })
        let held = try await broker.reserve(request(1))
        _ = try await broker.settle(held.map { Settlement(lease: $0.lease, outcome: .complete(result: nil)) })
        #expect(try await broker.queues().first?.ratePerSecond == 0)
        clock.advance(by: .seconds(60))
        #expect(try await broker.queues().first?.ratePerSecond == 0.1)
        clock.advance(by: .seconds(60))
        #expect(try await broker.queues().first?.ratePerSecond == 0)
    }
}
