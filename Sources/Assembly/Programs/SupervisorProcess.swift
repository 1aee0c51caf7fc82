import JobsRedis
import JobsWorker
import Logging
import Redis
import UnixSignals

/// A supervisor of worker processes with everything around it, from the connection to the signals.
struct SupervisorProcess: Sendable {
    private let settings: WorkerSettings
    private let processes: Int
    private let logger: Logger

    init(_ settings: WorkerSettings, processes: Int) {
        self.settings = settings
        self.processes = processes
        var logger = Logger(label: "galley.supervisor")
        logger[metadataKey: "worker"] = "\(settings.worker.name)"
        self.logger = logger
    }

    /// Runs until a signal ends it; then no child is left, and no job in the hands of one.
    func run() async throws {
        // Before anything that takes time: a signal during the start must stop it too.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sigquit)
        let orders = StopOrders(logger: logger)
        try await RedisClient.with(settings.connection.redis, name: "galley-supervisor", logger: logger) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    // What would keep every child from starting is said once, here.
                    try await checkRedis(client, logger: logger)
                    let place = settings.connection.store
                    try await place.with { store in
                        try await StoreClaim(client: client, store: store, place: place).verify(logger: logger)
                    }
                    let supervisor = makeSupervisor(client)
                    orders.address(supervisor)
                    try await supervisor.run()
                }
                group.addTask { await orders.obey(signals) }
                // The first to end is the supervisor, or the signals, when there was none yet to be told.
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func makeSupervisor(_ client: RedisClient) -> Supervisor {
        let worker = settings.worker
        let options = SupervisorOptions(
            processes: processes, maxMemory: settings.maxMemory, patience: worker.grace + .seconds(10),
            lease: worker.lease)
        let broker = RedisBroker(client: client, options: .init(lease: worker.lease), logger: logger)
        return Supervisor(options: options, broker: broker, logger: logger) { [logger] in
            do {
                try Announcement(url: "").announce()
            } catch {
                logger.error("cannot say that the workers are ready: \(error)")
            }
        }
    }
}
