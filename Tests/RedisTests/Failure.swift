import Redis
import Testing

/// The error of a call that is expected to fail; nil when it succeeds.
func failure<Value>(_ call: () async throws -> Value) async -> RedisError? {
    do {
        _ = try await call()
    } catch let error as RedisError {
        return error
    } catch {
        Issue.record(error)
    }
    return nil
}

extension RedisEndpoint {
    /// An address where nobody listens.
    static var unreachable: RedisEndpoint {
        RedisEndpoint(address: .unixSocket(path: "/nonexistent/redis.sock"))
    }
}
