import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import UnixSignals

/// A program of workers under a supervisor, as any user of the library may write one, whose jobs misbehave.
///
/// Its settings are environment variables: `TEST_REDIS`, `TEST_PROCESSES`, `TEST_CONCURRENCY`, `TEST_MAX_JOBS`,
/// `TEST_MAX_MEMORY`, `TEST_LEASE`, `TEST_SILENCE` (both in seconds). It writes `ready` to standard output when all children take jobs.
@main
enum SupervisedWorker {
    private static let environment = ProcessInfo.processInfo.environment

    private static func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }

    static func main() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "supervised")
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigquit)
        let client = RedisClient(
            options: RedisOptions(endpoint: try RedisEndpoint(url: environment["TEST_REDIS"] ?? "")), logger: logger)
        let broker = RedisBroker(client: client, logger: logger)
        let lease = Duration.seconds(number("TEST_LEASE") ?? 15)
        if let link = SupervisorLink.inherited {
            var options = WorkerOptions(
                name: "test", concurrency: number("TEST_CONCURRENCY") ?? 2, lease: lease,
                maxJobs: number("TEST_MAX_JOBS"))
            options.adopt(link)
            var registry = JobRegistry()
            Misconduct.register(in: &registry)
            let worker = Worker(broker: broker, registry: registry, options: options, logger: logger)
            try await obey(signals, drain: worker.drain, releaseNow: worker.releaseNow) { try await worker.run() }
        } else {
            let options = SupervisorOptions(
                processes: number("TEST_PROCESSES") ?? 1, maxMemory: number("TEST_MAX_MEMORY"), lease: lease,
                longestSilence: .seconds(number("TEST_SILENCE") ?? 20))
            let supervisor = Supervisor(options: options, broker: broker, logger: logger) {
                FileHandle.standardOutput.write(Data("ready\n".utf8))
            }
            try await obey(signals, drain: supervisor.drain, releaseNow: supervisor.releaseNow) {
                try await supervisor.run()
            }
        }
        await client.close()
    }

    private static func obey(
        _ signals: UnixSignalsSequence, drain: @escaping @Sendable () -> Void,
        releaseNow: @escaping @Sendable () -> Void, while run: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(operation: run)
            group.addTask {
                var isFirst = true
                for await signal in signals {
                    if isFirst && signal == .sigterm { drain() } else { releaseNow() }
                    isFirst = false
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
