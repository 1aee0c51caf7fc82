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
    let wakeUps: WakeUps
    let resting = RestingShards()

    public init(client: RedisClient, options: RedisBrokerOptions = .init(), logger: Logger) {
        self.client = client
        self.options = options
        self.scripts =
            switch options.clock {
            case .redis: .live
            case .manual: Scripts(clock: .manual, change: options.scriptChange)
            }
        self.feed = ChangeFeed(client: client, shards: options.shards, logger: logger)
        self.wakeUps = WakeUps(client: client)
    }

    /// The keys of the shard in which an id lives.
    func keys(_ id: ShardedID) -> RedisKeys { RedisKeys(shard: id.shard) }

    /// The keys of every shard that this broker serves.
    var shards: [RedisKeys] { (0..<options.shards).map(RedisKeys.init(shard:)) }

    /// How long an agent of a worker, which comes again by itself, waits for one of several shards.
    ///
    /// A part of a lease, so that a shard that is away, or busy with a migration, lets no lease in another run out.
    var patience: Duration {
        options.shards == 1 ? options.deadline : min(options.deadline, options.lease / 4)
    }

    /// Runs a verb in a shard. Every verb may be sent again, so a lost answer is not the caller's concern
    /// until the deadline has passed.
    func run(
        _ script: RedisScript, in keys: RedisKeys, _ arguments: [RedisArgument] = [], deadline: Duration? = nil,
        isPatient: Bool = true
    ) async throws -> RedisValue {
        do {
            return try await client.eval(
                script, keys: keys.ofScripts, arguments: arguments, deadline: deadline ?? options.deadline,
                resend: isPatient, waitsWhenBusy: isPatient)
        } catch {
            throw BrokerError(error)
        }
    }

    /// Runs a verb whose answer is a promise: what it wrote is then as durable as the options say.
    func runDurably(
        _ script: RedisScript, in keys: RedisKeys, _ arguments: [RedisArgument], deadline: Duration? = nil,
        waitsWhenBusy: Bool = true
    ) async throws -> RedisValue {
        do {
            return try await client.eval(
                script, keys: keys.ofScripts, arguments: arguments, durability: options.durability,
                deadline: deadline ?? options.deadline, waitsWhenBusy: waitsWhenBusy)
        } catch {
            throw BrokerError(error)
        }
    }

    /// Runs a verb of the upkeep in every shard at once, so that one that is away delays no other.
    func runInEveryShard(_ script: RedisScript, _ arguments: [RedisArgument] = []) async throws -> [RedisValue] {
        if options.shards == 1 { return [try await run(script, in: shards[0], arguments)] }
        return try await withTaskGroup { group in
            for keys in shards {
                group.addTask {
                    await Result(catching: { try await run(script, in: keys, arguments, deadline: patience) })
                }
            }
            // All are seen through before the first failure is told.
            var results: [Result<RedisValue, any Error>] = []
            for await result in group { results.append(result) }
            return results
        }.map { try $0.get() }
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
    /// Over how many shards tenants are spread, 1 ... 1024; more than one spread a Cluster's work over its masters.
    public var shards: Int
    /// When an enqueue, an operator's change or a settle is answered: when the master has it, or a replica too.
    public var durability: RedisDurability
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
    /// For tests on a manual clock: what they make of each script, to see that its faults are noticed.
    package var scriptChange: @Sendable (RedisScript) -> RedisScript = { $0 }

    public init(
        shards: Int = 1, durability: RedisDurability = .primary, deadline: Duration = .seconds(10),
        maxCrashes: Int = 3, lease: Duration = .seconds(15), unknownJobPatience: Duration = .seconds(30)
    ) {
        self.shards = min(max(1, shards), 1024)
        self.durability = durability
        self.deadline = deadline
        self.maxCrashes = maxCrashes
        self.lease = lease
        self.unknownJobPatience = unknownJobPatience
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// What an attempt brought.
    init(catching attempt: () async throws -> Success) async {
        do {
            self = .success(try await attempt())
        } catch {
            self = .failure(error)
        }
    }
}
