import Synchronization

/// What a client's pipelined connections have done since the client was made.
public struct RedisStatistics: Sendable, Hashable {
    /// Commands written.
    public var commands = 0
    /// Flushes of the connection: with many callers, far fewer than commands.
    public var flushes = 0
    /// Connections that were ready for commands.
    public var connections = 0

    public init() {}

    mutating func add(_ other: RedisStatistics) {
        commands += other.commands
        flushes += other.flushes
        connections += other.connections
    }
}

/// The running count, written by the event loop and read by anyone.
final class StatisticsCounter: Sendable {
    private let counts = Mutex(RedisStatistics())

    var snapshot: RedisStatistics {
        counts.withLock { $0 }
    }

    func wrote(commands: Int) {
        counts.withLock {
            $0.commands += commands
            $0.flushes += 1
        }
    }

    func connected() {
        counts.withLock { $0.connections += 1 }
    }
}
