import Hummingbird
import Logging
import NIOCore
import ObjectStore
import Redis
import ServiceLifecycle
import UnixSignals

/// An API server with everything around it, from the connection to the signals.
public struct APIProcess: Sendable {
    private let settings: APISettings
    private let logger = Logger(label: "galley.api")

    /// How long Redis is waited for on behalf of a client, who is better told soon to come back than late.
    static let redisPatience = Duration.seconds(3)
    /// The same of a bucket: a first request may take longer, another one is not begun after this.
    private static let storePatience = Duration.seconds(5)

    public init(_ settings: APISettings) {
        self.settings = settings
    }

    /// Runs until SIGTERM or SIGINT, then answers what it has accepted and returns.
    public func run() async throws {
        try await RedisClient.with(
            settings.connection.redis, name: "galley-api", logger: logger, commandDeadline: Self.redisPatience
        ) { client in
            try await checkRedis(client, logger: logger)
            try await settings.connection.store.with(patience: Self.storePatience) { store in
                try await StoreClaim(client: client, store: store, place: settings.connection.store).agree()
                let application = try await makeAPI(settings, client: client, store: store, logger: logger) {
                    await announce($0)
                }
                // A second signal ends the process at once, as the system would.
                try await ServiceGroup(
                    configuration: .init(
                        services: [StoreUpkeep(store: store, logger: logger), application],
                        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
                ).run()
            }
        }
    }

    private func announce(_ channel: any Channel) async {
        let port = channel.localAddress?.port ?? settings.port
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        do {
            try Announcement(url: "http://\(host):\(port)").announce()
        } catch {
            logger.error("cannot say where it listens: \(error)")
        }
    }
}
