import Jobs
import JobsRedis
import JobsWorker
import Synchronization
import Testing

@Suite struct WorkerOnRedisTests {
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
