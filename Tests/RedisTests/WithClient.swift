import Logging
import NIOCore
import NIOPosix
import Redis
import RedisTesting

/// Runs a test with a client, which is closed afterwards whatever happened.
func withClient<Result>(
    _ options: RedisOptions, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    _ body: (RedisClient) async throws -> Result
) async throws -> Result {
    let client = RedisClient(options: options, eventLoopGroup: group, logger: .quiet)
    do {
        let result = try await body(client)
        await client.close()
        return result
    } catch {
        await client.close()
        throw error
    }
}

func withClient<Result>(
    of server: RedisTestServer, _ body: (RedisClient) async throws -> Result
) async throws -> Result {
    try await withClient(RedisOptions(endpoint: server.endpoint), body)
}

extension Logger {
    /// Faults are the point of these tests; their warnings would drown a real failure.
    static var quiet: Logger {
        var logger = Logger(label: "redis-tests")
        logger.logLevel = .critical
        return logger
    }
}
