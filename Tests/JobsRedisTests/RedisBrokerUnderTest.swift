import Jobs
import JobsRedis
import JobsTesting
import Logging
import Redis

/// A broker on an empty Redis, on a clock that stands still until it is put on.
struct RedisBrokerUnderTest: BrokerUnderTest {
    let redis: RedisBroker
    let times = BrokerTimes()

    init(client: RedisClient, logger: Logger, scripts change: @escaping @Sendable (RedisScript) -> RedisScript = { $0 })
    {
        var options = RedisBrokerOptions(lease: times.lease)
        options.clock = .still
        options.scriptChange = change
        redis = RedisBroker(client: client, options: options, logger: logger)
    }

    var broker: any Broker { redis }
    var inspector: any Inspector { RedisInspector(broker: redis) }

    func elapse(_ duration: Duration) async throws { try await redis.advance(by: duration) }
}
