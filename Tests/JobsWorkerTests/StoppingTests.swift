import Jobs
import JobsWorker
import Logging
import ServiceLifecycle
import Testing

@Suite("A deploy costs nothing", .timeLimit(.minutes(2)))
struct StoppingTests {
    private let broker = MemoryBroker()
    private let gate = Gate()
    private let journal = Journal<String>()

    /// Starts, waits at the gate, ends.
    private var registry: JobRegistry {
        .testing { [gate, journal] job, _ in
            journal.note("started")
            try await gate.pass()
            journal.note("finished")
            return ""
        }
    }

    @Test("A graceful shutdown lets jobs in hand finish and takes no more")
    func finishesWhatItHolds() async throws {
        let first = try await broker.enqueue(TestJob())
        let worker = Worker(
            broker: broker, registry: registry, options: WorkerOptions(concurrency: 1), logger: .silent)
        let group = ServiceGroup(services: [worker], logger: .silent)
        let running = Task { try await group.run() }
        try await eventually("it has started") { journal.count(of: "started") == 1 }
        let second = try await broker.enqueue(TestJob())
        await group.triggerGracefulShutdown()
        try await eventually("it drains") { worker.health().isDraining }
        #expect(try await broker.workers().count == 1)
        gate.open()
        try await running.value
        #expect(try await broker.record(ofJob: first)?.state == .succeeded)
        let left = try #require(try await broker.record(ofJob: second))
        #expect(left.state == .pending && left.deliveries == 0)
        #expect(try await broker.workers().isEmpty)
    }

    @Test("What does not finish within the grace period is given back with its attempt restored")
    func givesBackAfterGrace() async throws {
        let id = try await broker.enqueue(TestJob())
        let options = WorkerOptions(concurrency: 1, grace: .milliseconds(50))
        try await withWorker(broker, registry, options: options) { worker in
            try await eventually("it has started") { journal.count(of: "started") == 1 }
        }
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .pending && record.attempt == 0 && record.crashes == 0 && record.failure == nil)
        #expect(journal.count(of: "finished") == 0)
    }

    @Test("A second signal gives everything back at once")
    func releasesNow() async throws {
        let id = try await broker.enqueue(TestJob())
        let options = WorkerOptions(concurrency: 1, grace: .seconds(3600))
        try await withWorker(broker, registry, options: options) { worker in
            try await eventually("it has started") { journal.count(of: "started") == 1 }
            worker.drain()
            worker.releaseNow()
        }
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .pending && record.attempt == 0)
    }

    @Test("An end that is on its way to the broker still arrives when everything else is given back")
    func seesEndsThrough() async throws {
        let settling = Gate()
        let slow = LossyBroker(broker, settling: settling)
        gate.open()
        let id = try await slow.enqueue(TestJob())
        let options = WorkerOptions(concurrency: 1, grace: .zero)
        try await withWorker(slow, registry, options: options) { worker in
            try await eventually("its end is sent") { slow.settlesStarted == 1 }
            worker.releaseNow()
            try await eventually("it stops") { worker.health().isDraining }
            settling.open()
        }
        #expect(try await broker.record(ofJob: id)?.state == .succeeded)
        #expect(journal.count(of: "started") == 1)
    }

    @Test("A cancelled worker gives its jobs back before it returns")
    func givesBackWhenCancelled() async throws {
        let id = try await broker.enqueue(TestJob())
        let worker = Worker(
            broker: broker, registry: registry, options: WorkerOptions(concurrency: 1), logger: .silent)
        let running = Task { try await worker.run() }
        try await eventually("it has started") { journal.count(of: "started") == 1 }
        running.cancel()
        try await running.value
        #expect(try await broker.record(ofJob: id)?.state == .pending)
        #expect(try await broker.workers().isEmpty)
    }

    @Test("A handler that ignores its cancellation keeps nobody from taking its job")
    func givesBackUnderAStubbornHandler() async throws {
        let id = try await broker.enqueue(TestJob())
        let stubborn = JobRegistry.testing { [gate, journal] _, _ in
            journal.note("started")
            // A task of its own is not cancelled with the job's.
            try await Task.detached { try await gate.pass() }.value
            journal.note("finished")
            return ""
        }
        let options = WorkerOptions(concurrency: 1, grace: .milliseconds(10))
        try await withWorker(broker, stubborn, options: options) { _ in
            try await eventually("it has started") { journal.count(of: "started") == 1 }
        }
        #expect(try await broker.record(ofJob: id)?.state == .pending)
        #expect(journal.count(of: "finished") == 0)
        gate.open()
        try await eventually("it has finished, too late") { journal.count(of: "finished") == 1 }
        #expect(try await broker.record(ofJob: id)?.state == .pending)
    }

    @Test("A worker with a number of jobs to run stops after them")
    func stopsAfterSoManyJobs() async throws {
        gate.open()
        let ids = try await JobQueue(broker: broker).enqueue((0..<10).map { _ in TestJob() })
        let options = WorkerOptions(concurrency: 4, maxJobs: 6)
        try await Worker(broker: broker, registry: registry, options: options, logger: .silent).run()
        #expect(journal.count(of: "finished") == 6)
        var states: [JobState] = []
        for id in ids { states.append(try #require(try await broker.record(ofJob: id)).state) }
        #expect(states.count { $0 == .succeeded } == 6 && states.count { $0 == .pending } == 4)
    }
}
