import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import RedisTesting

/// What a job's handler is told to do.
struct Task1: Job {
    static let name = "test.one"
    static let options = JobOptions(queue: "one", retry: .exponential(maxAttempts: 3, base: .milliseconds(10)))
    var number: Int
}

private let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// Runs a worker on a private Redis beside a test, and stops it afterwards.
func withWorker(
    _ options: WorkerOptions, handler: @escaping @Sendable (Task1, JobContext) async throws -> NoOutput,
    _ body: (RedisBroker, Worker) async throws -> Void
) async throws {
    try await withRedisServer { server in
        let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: quiet)
        let broker = RedisBroker(client: client, logger: quiet)
        var registry = JobRegistry()
        registry.register(Task1.self, perform: handler)
        let worker = Worker(broker: broker, registry: registry, options: options, logger: quiet)
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
func record(
    of id: JobID, in broker: RedisBroker, until condition: (JobRecord) -> Bool
) async throws -> JobRecord {
    while true {
        if let record = try await broker.record(ofJob: id), condition(record) { return record }
        try await Task.sleep(for: .milliseconds(5))
    }
}
