import JobsRedis
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
        let orders = StopOrders(logger: logger)
        try await RedisClient.with(settings.connection.redis, name: "galley-worker", logger: logger) { client in
            try await settings.connection.store.with { store in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let worker = try await prepare(client, store)
                        orders.address(worker)
                        try await serve(worker)
                    }
                    group.addTask { await orders.obey(signals) }
                    // The first to end is the worker, or the signals, when there was no worker yet to be told.
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func prepare(_ client: RedisClient, _ store: any ObjectStore) async throws -> Worker {
        try await checkRedis(client, logger: logger)
        try await StoreClaim(client: client, store: store, place: settings.connection.store).verify(logger: logger)
        return try await makeWorker(settings, client: client, store: store, logger: logger)
    }

    private func serve(_ worker: Worker) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            if let port = settings.healthPort {
                group.addTask {
                    try await HealthServer(health: { worker.health() }, host: "0.0.0.0", port: port).run()
                }
            }
            // A supervisor hears of its child by other means, and announces all of them.
            if settings.worker.supervisor == nil { try Announcement(url: "").announce() }
            // The first to end is the worker, which was asked to, or whoever failed.
            try await group.next()
            group.cancelAll()
        }
    }
}

/// Refuses a Redis on which the queue's promises cannot be kept.
func checkRedis(_ client: RedisClient, logger: Logger) async throws {
    let facts = try await RedisFacts.read(client)
    if let objection = facts.objection { throw StartFailure(objection) }
    if let warning = facts.warning { logger.warning("\(warning)") }
}
