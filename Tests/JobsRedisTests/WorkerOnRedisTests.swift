import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import RedisTesting
import Synchronization
import Testing

/// What a job's handler is told to do.
private struct Task1: Job {
    static let name = "test.one"
    static let options = JobOptions(queue: "one", retry: .exponential(maxAttempts: 3, base: .milliseconds(10)))
    var number: Int
}

@Suite struct WorkerOnRedisTests {
    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Runs a worker beside a test, and stops it afterwards.
    private func withWorker(
        _ options: WorkerOptions, handler: @escaping @Sendable (Task1, JobContext) async throws -> NoOutput,
        _ body: (RedisBroker, Worker) async throws -> Void
    ) async throws {
        try await withRedisServer { server in
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: Self.quiet)
            let broker = RedisBroker(client: client, logger: Self.quiet)
            var registry = JobRegistry()
            registry.register(Task1.self, perform: handler)
            let worker = Worker(broker: broker, registry: registry, options: options, logger: Self.quiet)
            let running = Task { try await worker.run() }
            do {
                try await body(broker, worker)
            } catch {
                worker.releaseNow()
                _ = await running.result
                await client.close()
                throw error
            }
            worker.drain()
            try await running.value
            await client.close()
        }
    }

    /// Waits until a job's record satisfies a condition; the test's time limit bounds it.
    private func record(
        of id: JobID, in broker: RedisBroker, until condition: (JobRecord) -> Bool
    ) async throws -> JobRecord {
        while true {
            if let record = try await broker.record(ofJob: id), condition(record) { return record }
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(1))) func aWorkerRunsEveryJobOnce() async throws {
        let seen = Mutex([Int: Int]())
        try await withWorker(WorkerOptions(concurrency: 8)) { job, _ in
            seen.withLock { $0[job.number, default: 0] += 1 }
            return NoOutput()
        } _: { broker, _ in
            let ids = try await JobQueue(broker: broker).enqueue((0..<300).map { Task1(number: $0) })
            for id in ids { _ = try await record(of: id, in: broker) { $0.state == .succeeded } }
        }
        #expect(seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<300).map { ($0, 1) }))
    }

    /// `GALLEY_SPIN_SECONDS=60` spins as long as the promise says, with a quarter of it as the lease.
    @Test(.timeLimit(.minutes(3))) func handlersThatSpinOnEveryCoreLoseNoLease() async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["GALLEY_SPIN_SECONDS"] ?? "4") ?? 4
        let options = WorkerOptions(concurrency: 4, lease: .seconds(seconds / 4))
        try await withWorker(options) { _, _ in
            // Four threads that never yield, for four leases' time.
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end {}
            return NoOutput()
        } _: { broker, _ in
            let ids = try await JobQueue(broker: broker).enqueue((0..<4).map { Task1(number: $0) })
            for id in ids {
                let record = try await record(of: id, in: broker) { $0.state.isTerminal }
                #expect(record.state == .succeeded && record.deliveries == 1 && record.crashes == 0)
            }
            #expect(try await RedisInspector(broker: broker).stats().reclaimed == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aFailedRunIsTriedAgainAndThenSetAside() async throws {
        struct Broken: Error {}
        try await withWorker(WorkerOptions(concurrency: 1)) { _, _ in
            throw Broken()
        } _: { broker, _ in
            let id = try await JobQueue(broker: broker).enqueue(Task1(number: 1))
            let record = try await record(of: id, in: broker) { $0.state.isTerminal }
            #expect(record.state == .dead && record.attempt == 3 && record.crashes == 0)
            #expect(record.failure?.message == "The job failed with Broken")
        }
    }

    @Test(.timeLimit(.minutes(1))) func cancellingARunningJobCancelsItsTask() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let (ended, end) = AsyncStream<Bool>.makeStream()
        try await withWorker(WorkerOptions(concurrency: 1, lease: .seconds(1))) { _, _ in
            start.yield()
            let wasCancelled = await withTaskCancellationHandler {
                for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(60)) }) { break }
                return Task.isCancelled
            } onCancel: {
            }
            end.yield(wasCancelled)
            try Task.checkCancellation()
            return NoOutput()
        } _: { broker, _ in
            let queue = JobQueue(broker: broker)
            let id = try await queue.enqueue(Task1(number: 1))
            for await _ in started { break }
            #expect(try await queue.cancel(id) == .done)
            for await wasCancelled in ended {
                #expect(wasCancelled)
                break
            }
            #expect(try await broker.record(ofJob: id)?.state == .cancelled)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aStoppingWorkerGivesBackWhatItCannotFinish() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let options = WorkerOptions(concurrency: 1, grace: .milliseconds(100))
        try await withWorker(options) { _, _ in
            start.yield()
            try await Task.sleep(for: .seconds(60))
            return NoOutput()
        } _: { broker, worker in
            let id = try await JobQueue(broker: broker).enqueue(Task1(number: 1))
            for await _ in started { break }
            worker.drain()
            let record = try await record(of: id, in: broker) { $0.state != .active }
            #expect(record.state == .pending && record.attempt == 0 && record.crashes == 0)
        }
    }
}
