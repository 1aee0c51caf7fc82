import Jobs
import JobsRedis
import JobsTesting
import Logging
import Redis
import RedisTesting
import Testing

/// The broker on Redis keeps the promises of the contract: the suite that every broker passes.
@Suite(.serialized) struct ConformanceTests {
    @Test("the Redis broker:", .timeLimit(.minutes(2)), arguments: BrokerBehaviour.all)
    func behaves(_ behaviour: BrokerBehaviour) async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            do {
                try await behaviour.check(RedisBrokerUnderTest(client: client, logger: logger))
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }
}

/// A broker on an empty Redis, with short times, because Redis's clock cannot be moved.
private struct RedisBrokerUnderTest: BrokerUnderTest {
    let client: RedisClient
    let redis: RedisBroker
    let times = BrokerTimes(lease: .milliseconds(1500), unknownJobPatience: .seconds(3), unknownJobPause: .seconds(1))

    init(client: RedisClient, logger: Logger) {
        self.client = client
        redis = RedisBroker(
            client: client, options: .init(lease: times.lease, unknownJobPatience: .seconds(3)), logger: logger)
    }

    var broker: any Broker { redis }
    var inspector: any Inspector { RedisInspector(broker: redis) }

    /// Asks Redis for its time until it says that the duration has passed.
    func elapse(_ duration: Duration) async throws {
        let end = try await now() + duration
        while try await now() < end {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func now() async throws -> Duration {
        let parts = try await client.send(["TIME"]).array?.compactMap(\.int) ?? []
        return .seconds(parts.first ?? 0) + .microseconds(parts.last ?? 0)
    }
}
