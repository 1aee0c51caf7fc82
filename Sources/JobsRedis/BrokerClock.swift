import Jobs
import Redis

/// What the scripts take for the present.
package enum BrokerClock: Sendable {
    /// Redis's own `TIME`, the one clock that all hosts share.
    case redis
    /// That clock and what a test has put upon it: leases and delays pass in no time, on however busy a machine.
    case ahead

    /// What stands between what the verbs share and a verb.
    var adjustment: String {
        switch self {
        case .redis: ""
        case .ahead: "now = now + tonumber(call('GET', A .. 'ahead') or 0)\n"
        }
    }
}

extension RedisBroker {
    /// The present of a shard, in Unix milliseconds.
    func now(in keys: RedisKeys) async throws -> Int {
        var commands: [RedisCommand] = [["TIME"]]
        if case .ahead = options.clock { commands.append(["GET", .string(keys.ahead)]) }
        let replies = try await read(commands)
        let time = (replies[0].array ?? []).compactMap(\.int)
        guard time.count == 2 else { throw BrokerError.unreadable("TIME answered \(replies[0])") }
        return time[0] * 1000 + time[1] / 1000 + (replies.dropFirst().first?.int ?? 0)
    }

    /// Puts the clocks of a broker whose clock is ``BrokerClock/ahead`` on.
    package func advance(by duration: Duration) async throws {
        _ = try await read(shards.map { ["INCRBY", .string($0.ahead), .milliseconds(duration)] })
    }
}
