import Logging
import NIOPosix
import Redis

extension RedisClient {
    /// A client that is closed when `body` has ended, however it ends.
    static func with<Result>(
        _ endpoint: RedisEndpoint, name: String, logger: Logger, commandDeadline: Duration = .seconds(10),
        _ body: (RedisClient) async throws -> Result
    ) async throws -> Result {
        let options = RedisOptions(endpoint: endpoint, clientName: name, commandDeadline: commandDeadline)
        let client = RedisClient(options: options, logger: logger)
        do {
            let result = try await body(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }
}
