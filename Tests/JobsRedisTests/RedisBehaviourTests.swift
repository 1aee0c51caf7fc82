import Logging
import Redis
import RedisTesting
import Testing

@Suite struct RedisBehaviourTests {
    @Test("on Redis,", .timeLimit(.minutes(2)), arguments: RedisBehaviour.all)
    func behaves(_ behaviour: RedisBehaviour) async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            do {
                try await behaviour.check(client, logger: logger)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }
}
