import Jobs
import Synchronization

/// Shards that are not asked for work for a while, because to find them away took time.
///
/// A node that is silent answers nothing until it is given up on, and the jobs that other shards gave in the same
/// reserve must not wait for that again and again.
final class RestingShards: Sendable {
    private struct Rest {
        var until: ContinuousClock.Instant
        var error: any Error
    }

    /// What fails faster may be asked again at once.
    private static let cheap = Duration.milliseconds(250)

    private let rests = Mutex([String: Rest]())

    /// Why a shard rests; nil when it may be asked.
    func error(of keys: RedisKeys, at now: ContinuousClock.Instant) -> (any Error)? {
        rests.withLock { rests in
            guard let rest = rests[keys.anchor] else { return nil }
            if rest.until > now { return rest.error }
            rests[keys.anchor] = nil
            return nil
        }
    }

    func failed(_ keys: RedisKeys, _ error: any Error, after time: Duration, rest: Duration) {
        guard time > Self.cheap else { return }
        rests.withLock { $0[keys.anchor] = Rest(until: .now + rest, error: error) }
    }
}
