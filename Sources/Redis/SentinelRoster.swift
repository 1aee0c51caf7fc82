import Synchronization

/// The Sentinels of one client, in the order in which they are asked.
///
/// Redis's guide for clients says to ask the one that answered last first, so that a dead one costs its time-out once.
final class SentinelRoster: Sendable {
    let sentinels: RedisSentinels
    private let order: Mutex<[RedisHost]>
    private let live = Mutex(0)

    init(_ sentinels: RedisSentinels) {
        self.sentinels = sentinels
        order = Mutex(sentinels.hosts)
    }

    var hosts: [RedisHost] {
        order.withLock { $0 }
    }

    /// How many replicas of the master live, as far as is known.
    ///
    /// A durable write waits for all of them. In a failover that an operator asks for, the old master goes on taking
    /// writes for a second or more, and a replica that is not promoted goes on confirming them: all are lost. But the
    /// promoted one lives and confirms nothing there any more, so nothing that waits for it is acknowledged.
    var liveReplicas: Int {
        live.withLock { $0 }
    }

    /// Notes what a Sentinel says; only its word lets the number fall, for only it can tell dead from promoted.
    func counted(live replicas: Int) {
        live.withLock { $0 = replicas }
    }

    /// Notes how many the master itself sees.
    func saw(attached replicas: Int) {
        live.withLock { $0 = max($0, replicas) }
    }

    func answered(_ host: RedisHost) {
        order.withLock { hosts in
            guard let place = hosts.firstIndex(of: host) else { return }
            hosts.swapAt(0, place)
        }
    }
}
