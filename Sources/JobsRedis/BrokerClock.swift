import Jobs
import Redis

/// What the scripts take for the present.
package enum BrokerClock: Sendable {
    /// Redis's own `TIME`, the one clock that all hosts share.
    case redis
    /// A clock that stands still until a test puts it on: leases and delays pass in no time, and never by themselves
    /// on a busy machine.
    case manual

    /// Where a manual clock begins, in Unix milliseconds.
    private static let start = 1_800_000_000_000

    /// The first lines of every script, which say what `now` is, in Unix milliseconds.
    var source: String {
        switch self {
        case .redis:
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)

            """
        case .manual:
            """
            local now = \(Self.start) + tonumber(redis.call('GET', KEYS[1] .. 'clock') or 0)

            """
        }
    }

    /// The present of a shard, in Unix milliseconds.
    func now(of broker: RedisBroker, in keys: RedisKeys) async throws -> Int {
        switch self {
        case .redis:
            let reply = try await broker.read([["TIME"]])
            let time = (reply.first?.array ?? []).compactMap(\.int)
            guard time.count == 2 else { throw BrokerError.unreadable("TIME answered \(reply)") }
            return time[0] * 1000 + time[1] / 1000
        case .manual:
            return Self.start + (try await broker.read([["GET", .string(keys.clock)]]).first?.int ?? 0)
        }
    }
}

extension RedisBroker {
    /// The present of a shard, in Unix milliseconds.
    func now(in keys: RedisKeys) async throws -> Int { try await options.clock.now(of: self, in: keys) }

    /// Puts a manual clock on.
    package func advance(by duration: Duration) async throws {
        _ = try await read(shards.map { ["INCRBY", .string($0.clock), .milliseconds(duration)] })
    }
}
