import JobsWorker
import Logging
import ObjectStore
import Redis
import UnixSignals

/// A worker with everything around it, from the connection to the signals.
public struct WorkerProcess: Sendable {
    private let settings: WorkerSettings
    private let logger: Logger

    public init(_ settings: WorkerSettings) {
        self.settings = settings
        var logger = Logger(label: "galley.worker")
        logger[metadataKey: "worker"] = "\(settings.worker.name)"
        self.logger = logger
    }

    /// Runs until a signal, or the set number of jobs, ends it; then no job is in its hands.
    public func run() async throws {
        // Before anything that takes time: a signal during the start must stop it too.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sigquit)
        try await RedisClient.with(settings.connection.redis, name: "galley-worker", logger: logger) { client in
            let store = try settings.connection.store.open()
            try await withThrowingTaskGroup(of: Worker?.self) { group in
                group.addTask { try await prepare(client, store) }
                group.addTask {
                    for await _ in signals { break }
                    return nil
                }
                guard let worker = try await group.next() ?? nil else { return group.cancelAll() }
                group.cancelAll()
                try await serve(worker, signals)
            }
        }
    }

    private func prepare(_ client: RedisClient, _ store: any ObjectStore) async throws -> Worker {
        try await checkRedis(client, logger: logger)
        try await StoreClaim(client: client, store: store).verify(logger: logger)
        return try await makeWorker(settings, client: client, store: store, logger: logger)
    }

    private func serve(_ worker: Worker, _ signals: UnixSignalsSequence) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            if let port = settings.healthPort {
                group.addTask {
                    try await HealthServer(health: worker.health, host: "0.0.0.0", port: port).run()
                }
            }
            let obeying = Task { await obey(signals, worker) }
            defer { obeying.cancel() }
            try Announcement(url: "").announce()
            // The first to end is the worker, which was asked to, or whoever failed.
            try await group.next()
            group.cancelAll()
        }
    }

    /// ServiceLifecycle's group hears only the first signal; here the second one means something.
    private func obey(_ signals: UnixSignalsSequence, _ worker: Worker) async {
        var isStopping = false
        for await signal in signals {
            if signal == .sigquit || isStopping {
                logger.notice("giving all jobs back at once")
                worker.releaseNow()
            } else {
                logger.notice("stopping: no new jobs; running ones may finish")
                worker.drain()
            }
            isStopping = true
        }
    }
}

/// Refuses a Redis on which the queue's promises cannot be kept.
func checkRedis(_ client: RedisClient, logger: Logger) async throws {
    let facts = try await RedisFacts.read(client)
    if let objection = facts.objection { throw StartFailure(objection) }
    if let warning = facts.warning { logger.warning("\(warning)") }
}
