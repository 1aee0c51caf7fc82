import Jobs
import JobsWorker
import Testing

@Suite("A worker decides about failures", .timeLimit(.minutes(2)))
struct FailingTests {
    private let broker = MemoryBroker()

    @Test("A job that fails is tried again by its policy, until it succeeds")
    func retries() async throws {
        let id = try await broker.enqueue(TestJob())
        let registry = JobRegistry.testing { _, context in
            guard context.attempt == 3 else { throw JobFailure(code: "busy", message: "not yet") }
            return "done"
        }
        try await withWorker(broker, registry) { _ in
            let record = try #require(try await broker.record(of: id, once: .succeeded))
            #expect(record.attempt == 3 && record.deliveries == 3)
        }
        #expect(try await broker.stats().retried == 2)
    }

    @Test("A job that fails at its last attempt is dead with the failure that it named")
    func buries() async throws {
        let id = try await broker.enqueue(TestJob())
        let failure = JobFailure(code: "broken", message: "The page is empty", details: ["page": "4"])
        try await withWorker(broker, .testing { _, _ in throw failure }) { _ in
            let record = try #require(try await broker.record(of: id, once: .dead))
            #expect(record.attempt == 3 && record.failure == failure)
        }
    }

    @Test("A permanent failure is not tried again, and its result is kept")
    func buriesAtOnce() async throws {
        let id = try await broker.enqueue(TestJob())
        let failure = JobFailure(code: "encrypted", message: "The file is encrypted")
        let registry = JobRegistry.testing { _, _ in throw PermanentFailure(failure, result: Array("draft".utf8)) }
        try await Worker(broker: broker, registry: registry, logger: .silent).runPending()
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .dead && record.attempt == 1 && record.failure == failure)
        #expect(record.result == Array("draft".utf8))
    }

    @Test("Of an error without words of its own only the type is recorded, for its text may hold secrets")
    func hidesForeignErrors() async throws {
        struct Leaky: Error { var password = "hunter2" }
        let id = try await broker.enqueue(TestJob())
        try await withWorker(broker, .testing { _, _ in throw Leaky() }) { _ in
            let record = try #require(try await broker.record(of: id, once: .dead))
            #expect(record.failure?.code == "error" && record.failure?.message == "The job failed with Leaky")
        }
    }

    @Test("A job over its time limit is cancelled and fails as timed out")
    func limitsTime() async throws {
        let gate = Gate()
        let id = try await broker.enqueue(LimitedJob())
        var registry = JobRegistry()
        registry.register(LimitedJob.self) { _, _ in
            try await gate.pass()
            return NoOutput()
        }
        try await withWorker(broker, registry) { _ in
            let record = try #require(try await broker.record(of: id, once: .dead))
            #expect(record.failure?.code == "timeout")
            #expect(record.failure?.message == "The job took longer than its limit of 0.05 s")
        }
    }

    @Test("A message that cannot be read is set aside at once")
    func buriesTheUndecodable() async throws {
        let job = NewJob(id: broker.makeID(tenant: ""), name: TestJob.name, queue: "q", payload: Array("[7]".utf8))
        try await broker.enqueue([job])
        try await Worker(broker: broker, registry: .testing { $1.id.description + $0.text }, logger: .silent)
            .runPending()
        let record = try #require(try await broker.record(ofJob: job.id))
        #expect(record.state == .dead && record.failure?.code == "undecodable" && record.attempt == 1)
    }

    @Test(
        "An unknown job and a newer version are given back for a worker that knows them",
        arguments: [
            ("unknown.job", 1), (TestJob.name, 2),
        ])
    func releasesTheUnknown(name: String, version: Int) async throws {
        let job = NewJob(
            id: broker.makeID(tenant: ""), name: name, version: version, queue: "q", payload: Array("{}".utf8))
        try await broker.enqueue([job])
        try await Worker(broker: broker, registry: .testing { job, _ in job.text }, logger: .silent).runPending()
        let record = try #require(try await broker.record(ofJob: job.id))
        #expect(record.state == .scheduled && record.attempt == 0 && record.deliveries == 1)
    }

    @Test("A cancelled job's task is cancelled, and what it ends with is not settled")
    func cancels() async throws {
        let gate = Gate()
        let journal = Journal<String>()
        let id = try await broker.enqueue(TestJob())
        let registry = JobRegistry.testing { _, _ in
            journal.note("started")
            defer { journal.note("stopped") }
            try await gate.pass()
            return ""
        }
        let options = WorkerOptions(concurrency: 1, lease: .milliseconds(500))
        try await withWorker(broker, registry, options: options) { worker in
            try await eventually("it has started") { journal.count(of: "started") == 1 }
            let reason = JobFailure(code: "cancelled", message: "no longer wanted")
            #expect(try await broker.cancel(job: id, reason: reason) == .done)
            try await eventually("its handler was stopped") { journal.count(of: "stopped") == 1 }
            try await eventually("its slot is free") { worker.health().active == 0 }
        }
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .cancelled && record.failure?.message == "no longer wanted")
    }
}
