import Commands
import Redis

/// Where Redis and the objects are.
public struct ConnectionSettings: Sendable {
    public var redis: RedisEndpoint
    public var store: StoreLocation

    public init(
        redis: RedisEndpoint = RedisEndpoint(address: .tcp(host: "127.0.0.1", port: 6379)),
        store: StoreLocation = .directory("/var/lib/galley/store")
    ) {
        self.redis = redis
        self.store = store
    }

    /// Reads `redis` and `store`.
    init(_ flags: ConnectionFlags, _ reader: SettingsReader) throws {
        let defaults = ConnectionSettings()
        self.init(
            redis: try reader.value("redis", flag: flags.redis, default: defaults.redis),
            store: try reader.value("store", flag: flags.store, default: defaults.store))
    }
}

/// Where objects are kept.
public enum StoreLocation: Sendable, Equatable {
    /// An absolute path, which every process must see.
    case directory(String)
}
