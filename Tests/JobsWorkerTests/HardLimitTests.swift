import Jobs
import Testing

@testable import JobsWorker

@Suite("A job has a soft and a hard time limit", .timeLimit(.minutes(2)))
struct HardLimitTests {
    private let broker = MemoryBroker()

    /// Ignores its cancellation until the gate opens.
    struct Stubborn: Job {
        static let name = "stubborn.job"
        static let options = JobOptions(
            queue: "q", retry: .exponential(maxAttempts: 2, base: .milliseconds(1)), timeout: .milliseconds(20),
            hardTimeout: .milliseconds(100))
    }

    @Test(
        "the hard limit is the soft one and half as much again, at least ten seconds more, unless it is set",
        arguments: [
            (JobOptions(), nil), (JobOptions(timeout: .seconds(60)), .seconds(90)),
            (JobOptions(timeout: .seconds(1)), .seconds(11)),
            (JobOptions(timeout: .seconds(60), hardTimeout: .seconds(61)), .seconds(61)),
            (JobOptions(hardTimeout: .seconds(5)), .seconds(5)),
        ] as [(JobOptions, Duration?)])
    func limits(_ options: JobOptions, _ limit: Duration?) {
        #expect(options.hardLimit == limit)
    }

    @Test("without a supervisor a job that ignores its hard limit is ended, and its slot is lost until it returns")
    func endsWithoutSupervisor() async throws {
        let gate = Gate()
        let journal = Journal<String>()
        var registry = JobRegistry.testing { _, _ in "" }
        registry.register(Stubborn.self) { _, _ in
            journal.note("started")
            // A task of its own is not cancelled with the job's.
            try await Task.detached { try await gate.pass() }.value
            return NoOutput()
        }
        let id = try await broker.enqueue(Stubborn())
        let options = WorkerOptions(concurrency: 2, lease: .seconds(5), grace: .milliseconds(10))
        let worker = Worker(broker: broker, registry: registry, options: options, logger: .silent)
        let running = Task { try await worker.run() }
        let record = try #require(try await broker.record(of: id, once: .dead))
        #expect(record.failure?.code == "hard_timeout" && record.attempt == 2 && record.crashes == 0)
        #expect(record.failure?.details == ["limit_seconds": "0.1"])
        try await eventually("no slot is left") { !worker.health().isLive }
        #expect(journal.count(of: "started") == 2)
        gate.open()
        try await eventually("the slots are there again") { worker.health().isLive }
        let next = try await broker.enqueue(TestJob())
        _ = try await broker.record(of: next, once: .succeeded)
        worker.drain()
        try await running.value
    }

    @Test("a worker stops in spite of handlers that never return")
    func stopsInSpiteOfThem() async throws {
        let gate = Gate()
        var registry = JobRegistry()
        registry.register(Stubborn.self) { _, _ in
            try await Task.detached { try await gate.pass() }.value
            return NoOutput()
        }
        let id = try await broker.enqueue(Stubborn())
        let options = WorkerOptions(concurrency: 2, lease: .seconds(600), grace: .milliseconds(10))
        try await withWorker(broker, registry, options: options) { _ in
            _ = try await broker.record(of: id, once: .dead)
        }
        gate.open()
    }

    @Test("a job that ends after its soft limit, and before its hard one, fails as timed out")
    func cleansUp() async throws {
        let id = try await broker.enqueue(LimitedJob())
        var registry = JobRegistry()
        let cleaned = Counter()
        registry.register(LimitedJob.self) { _, _ in
            defer { _ = cleaned.change(by: 1) }
            try await Task.sleep(for: .seconds(600))
            return NoOutput()
        }
        try await withWorker(broker, registry) { _ in
            let record = try #require(try await broker.record(of: id, once: .dead))
            #expect(record.failure?.code == "timeout")
        }
        #expect(cleaned.value == 1)
    }
}
