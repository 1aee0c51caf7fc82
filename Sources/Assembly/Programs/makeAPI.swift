import DocumentAPI
import Documents
import DocumentsRedis
import Hummingbird
import JobsRedis
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
    let (shards, durability) = (settings.connection.shards, settings.durability)
    let broker = RedisBroker(
        client: client,
        options: .init(shards: shards, durability: durability, deadline: APIProcess.redisPatience), logger: logger)
    let planner = DocumentPlanner(catalogue: try .builtIn())
    let services = APIServices(
        broker: broker, records: RedisDocumentRecords(client: client, shards: shards, durability: durability),
        store: store, planner: planner,
        sniffer: HeadSniffer(), checks: [.redis(client), .store(store)])
    return Application(
        router: try buildRouter(
            services: services,
            options: APIOptions(fileLimit: settings.fileLimit, bucket: settings.connection.store.bucketPath)),
        configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: "Galley"),
        onServerRunning: onListening, logger: logger)
}

extension HealthCheck {
    fileprivate static func redis(_ client: RedisClient) -> HealthCheck {
        HealthCheck(name: "redis") {
            let facts = try await RedisFacts.read(client)
            if let objection = facts.objection { throw StartFailure(objection) }
            return facts.warning ?? "Redis \(facts.version)"
        }
    }

    fileprivate static func store(_ store: any ObjectStore) -> HealthCheck {
        HealthCheck(name: "store") {
            guard try await StoreMarker(store: store).read() != nil else {
                throw ObjectStoreError.unavailable("its marker is gone")
            }
            return "the claimed one"
        }
    }
}
