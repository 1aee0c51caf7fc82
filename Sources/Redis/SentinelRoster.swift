import Synchronization

/// The Sentinels of one client, in the order in which they are asked.
///
/// Redis's guide for clients says to ask the one that answered last first, so that a dead one costs its time-out once.
final class SentinelRoster: Sendable {
    let sentinels: RedisSentinels
    private let order: Mutex<[RedisHost]>

    init(_ sentinels: RedisSentinels) {
        self.sentinels = sentinels
        order = Mutex(sentinels.hosts)
    }

    var hosts: [RedisHost] {
        order.withLock { $0 }
    }

    func answered(_ host: RedisHost) {
        order.withLock { hosts in
            guard let place = hosts.firstIndex(of: host) else { return }
            hosts.swapAt(0, place)
        }
    }
}
