import Jobs
import JobsRedis
import JobsTesting
import Logging
import Redis
import RedisTesting
import Testing

/// The broker on Redis keeps the promises of the contract: the suite that every broker passes.
@Suite struct ConformanceTests {
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
