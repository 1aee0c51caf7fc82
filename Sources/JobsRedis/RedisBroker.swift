import Jobs
import Logging
import NIOCore
import Redis

/// The queue's promises, kept on Redis: each verb is one script, one round trip.
public struct RedisBroker: Broker {
    let client: RedisClient
    let options: RedisBrokerOptions
    let scripts: Scripts
    let feed: ChangeFeed

    public init(client: RedisClient, options: RedisBrokerOptions = .init(), logger: Logger) {
        self.client = client
        self.options = options
        self.scripts =
            switch options.clock {
            case .redis: .live
            case .ahead, .still: Scripts(clock: options.clock, change: options.scriptChange)
            }
        self.feed = ChangeFeed(client: client, shards: options.shards, logger: logger)
    }

    /// The keys of the shard in which an id lives.
    func keys(_ id: ShardedID) -> RedisKeys { RedisKeys(shard: id.shard) }

    /// The keys of every shard that this broker serves.
    var shards: [RedisKeys] { (0..<options.shards).map(RedisKeys.init(shard:)) }

    /// Runs a verb in a shard. Every verb may be sent again, so a lost answer is not the caller's concern
    /// until the deadline has passed.
    func run(_ script: RedisScript, in keys: RedisKeys, _ arguments: [RedisArgument] = []) async throws -> RedisValue {
        do {
            return try await client.eval(
                script, keys: [keys.anchor], arguments: arguments, deadline: options.deadline, resend: true)
        } catch {
            throw BrokerError(error)
        }
    }

    /// Sends reads that belong together in one write.
    func read(_ commands: [RedisCommand]) async throws -> [RedisValue] {
        do {
            let values = try await client.send(commands, deadline: options.deadline, resend: true)
            if let refusal = values.lazy.compactMap(\.error).first { throw RedisError.refused(refusal) }
            return values
        } catch let error as RedisError {
            throw BrokerError(error)
        }
    }
}

/// What a ``RedisBroker`` may be told.
public struct RedisBrokerOptions: Sendable {
    /// Over how many shards tenants are spread, 1 ... 1024; one unless Redis is a Cluster.
    public var shards: Int
    /// How long a verb is tried before it fails as unavailable.
    public var deadline: Duration
    /// After how many crashes of its workers a job is set aside.
    public var maxCrashes: Int
    /// A worker not heard of for so long is taken for dead by `reclaim`, and when nobody was heard of for half
    /// of it, the broker is taken to have been away.
    public var lease: Duration
    /// How long a job that no live worker knows waits for one before it is set aside.
    public var unknownJobPatience: Duration
    /// For tests: what the scripts take for the present.
    package var clock = BrokerClock.redis
    /// For tests on a clock of their own: what they make of each script, to see that its faults are noticed.
    package var scriptChange: @Sendable (RedisScript) -> RedisScript = { $0 }

    public init(
        shards: Int = 1, deadline: Duration = .seconds(10), maxCrashes: Int = 3, lease: Duration = .seconds(15),
        unknownJobPatience: Duration = .seconds(30)
    ) {
        self.shards = min(max(1, shards), 1024)
        self.deadline = deadline
        self.maxCrashes = maxCrashes
        self.lease = lease
        self.unknownJobPatience = unknownJobPatience
    }
}
