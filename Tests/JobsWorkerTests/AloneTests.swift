import Jobs
import JobsWorker
import Testing

@Suite("A job under which workers died runs alone", .timeLimit(.minutes(2)))
struct AloneTests {
    private let broker = MemoryBroker()

    /// Enqueues a job that crashes twice in other hands.
    private func enqueueSuspect() async throws -> JobID {
        let id = try await broker.enqueue(TestJob(text: "suspect"))
        for number in 1...2 {
            let request = ReserveRequest(
                worker: "gone", sequence: number, token: "gone-\(number)", queues: [QueueDemand(queue: "q", limit: 1)],
                count: 1, lease: .seconds(600))
            #expect(try await broker.reserve(request).map(\.id) == [id])
            #expect(try await broker.reclaim(worker: "gone", crashed: true) == 1)
        }
        return id
    }

    @Test("a busy worker lets its jobs end, runs the suspect with nothing beside it, and goes on as before")
    func makesRoom() async throws {
        let gates = ["a": Gate(), "b": Gate(), "suspect": Gate()]
        let running = Counter()
        let beside = Journal<Int>()
        let registry = JobRegistry.testing { job, _ in
            let count = running.change(by: 1)
            defer { _ = running.change(by: -1) }
            if job.text == "suspect" { beside.note(count) }
            try await gates[job.text]?.pass()
            if job.text == "suspect" { beside.note(running.value) }
            return ""
        }
        let options = WorkerOptions(concurrency: 2, lease: .seconds(30))
        var ids = [
            try await broker.enqueue(TestJob(text: "a")), try await broker.enqueue(TestJob(text: "b")),
        ]
        try await withWorker(broker, registry, options: options) { worker in
            try await eventually("every slot is taken") { running.value == 2 }
            let suspect = try await enqueueSuspect()
            let late = try await broker.enqueue(TestJob(text: "late"))
            ids += [suspect, late]
            gates["b"]?.open()
            try await eventually("it makes room") {
                worker.health().agents["processor"]?.action.contains("alone") ?? false
            }
            #expect(try await broker.record(ofJob: late)?.deliveries == 0)
            gates["a"]?.open()
            try await eventually("the suspect runs") { beside.count(of: 1) == 1 }
            #expect(try await broker.record(ofJob: late)?.deliveries == 0)
            gates["suspect"]?.open()
            for id in ids { _ = try await broker.record(of: id, once: .succeeded) }
        }
        #expect(beside.entries == [1, 1])
    }
}
