import Jobs
import Redis

/// What the scripts take for the present.
package enum BrokerClock: Sendable {
    /// Redis's own `TIME`, the one clock that all hosts share.
    case redis
    /// That clock and what a test has put upon it: leases and delays pass in no time, on however busy a machine.
    case ahead
    /// A clock that stands still unless a test puts it on: what is compared step by step must not depend on how long a
    /// step takes.
    case still

    /// Where a still clock stands at first, in Unix milliseconds.
    private static let beginning = 1_800_000_000_000

    /// What stands between what the verbs share and a verb.
    var adjustment: String {
        switch self {
        case .redis: ""
        case .ahead: "now = now + tonumber(call('GET', A .. 'ahead') or 0)\n"
        case .still: "now = \(Self.beginning) + tonumber(call('GET', A .. 'ahead') or 0)\n"
        }
    }
}

extension BrokerClock {
    /// What it shows, when Redis's own clock is at an instant and it was put on by so much.
    func now(_ time: Int, ahead: Int) -> Int {
        switch self {
        case .redis: time
        case .ahead: time + ahead
        case .still: Self.beginning + ahead
        }
    }
}

extension RedisBroker {
    /// The present of a shard, in Unix milliseconds.
    func now(in keys: RedisKeys) async throws -> Int {
        var commands: [RedisCommand] = [["TIME"]]
        if options.clock != .redis { commands.append(["GET", .string(keys.ahead)]) }
        let replies = try await read(commands)
        let time = (replies[0].array ?? []).compactMap(\.int)
        guard time.count == 2 else { throw BrokerError.unreadable("TIME answered \(replies[0])") }
        return options.clock.now(time[0] * 1000 + time[1] / 1000, ahead: replies.dropFirst().first?.int ?? 0)
    }

    /// Puts the clocks of a broker on whose clock is ``BrokerClock/ahead`` or ``BrokerClock/still``.
    package func advance(by duration: Duration) async throws {
        _ = try await read(shards.map { ["INCRBY", .string($0.ahead), .milliseconds(duration)] })
    }
}
