import Commands
import Outbound
import Redis

/// Where Redis and the objects are.
public struct ConnectionSettings: Sendable {
    public var redis: RedisEndpoint
    /// Over how many shards tenants are spread.
    public var shards: Int
    public var store: StoreLocation

    /// - Parameter shards: nil is 1, and for a Cluster 16: enough to give each of a handful of masters its part.
    public init(
        redis: RedisEndpoint = RedisEndpoint(address: .tcp(host: "127.0.0.1", port: 6379)), shards: Int? = nil,
        store: StoreLocation = .directory("/var/lib/galley/store")
    ) {
        self.redis = redis
        self.shards = shards ?? redis.usualShards
        self.store = store
    }

    /// Reads `redis`, `shards` and `store`.
    init(_ flags: ConnectionFlags, _ reader: SettingsReader) throws {
        let defaults = ConnectionSettings()
        self.init(
            redis: try reader.value("redis", flag: flags.redis, default: defaults.redis),
            shards: try reader.optional("shards", flag: flags.shards, in: 1...1_024),
            store: try reader.value("store", flag: flags.store, default: defaults.store))
    }
}

extension RedisEndpoint {
    fileprivate var usualShards: Int {
        if case .cluster = address { 16 } else { 1 }
    }
}

/// Where objects are kept.
public enum StoreLocation: Sendable, Equatable {
    /// An absolute path, which every process must see.
    case directory(String)
    /// A bucket, in which processes of any host see the same.
    case bucket(S3Options)
}
