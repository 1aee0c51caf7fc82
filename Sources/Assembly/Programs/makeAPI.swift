import Hummingbird
import Logging
import NIOCore
import ObjectStore
import Redis

/// Makes the HTTP server; it does not listen yet.
///
/// - Parameter onListening: is told the listening channel, with the port that was taken.
public func makeAPI(
    _ settings: APISettings, client: RedisClient, store: any ObjectStore, logger: Logger,
    onListening: @escaping @Sendable (any Channel) async -> Void = { _ in }
) async throws -> some ApplicationProtocol {
    Application(
        router: Router(),
        configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: "Galley"),
        onServerRunning: onListening, logger: logger)
}
