import Logging
import Redis

extension RedisTestServer {
    /// Where a server listens that was started with `tcp` first.
    public var host: RedisHost {
        guard case .tcp(let host, let port) = endpoint.address else {
            preconditionFailure("the server was not started with a port")
        }
        return RedisHost(host: host, port: port)
    }

    /// Sends commands to this very server, whatever its role, on a connection of their own.
    @discardableResult
    public func ask(_ commands: [RedisCommand]) async throws -> [RedisValue] {
        let client = RedisClient(options: RedisOptions(endpoint: endpoint), logger: .quiet)
        do {
            let replies = try await client.send(commands, resend: true)
            await client.close()
            return replies
        } catch {
            await client.close()
            throw error
        }
    }
}
