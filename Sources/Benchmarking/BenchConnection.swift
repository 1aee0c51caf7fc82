import ArgumentParser
import FoundationEssentials
import JobsRedis
import Logging
import NIOCore
import NIOPosix
import Redis

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Where the Redis is that is measured.
public struct BenchConnection: ParsableArguments, Sendable {
    @Option(help: "Redis, as redis://… or unix:///path.")
    public var redis: String

    public init() {}

    /// Says what went wrong and nothing else, so that logging is no part of what is measured.
    public static var logger: Logger {
        var logger = Logger(label: "galley-bench")
        logger.logLevel = .error
        return logger
    }

    /// The client's, and the workers': whoever asks Redis on the loop that reads its answers is not woken for them.
    public static let loops: any EventLoopGroup = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    public func withBroker(_ body: (RedisBroker, RedisClient) async throws -> Void) async throws {
        let logger = Self.logger
        let client = RedisClient(
            options: RedisOptions(endpoint: try RedisEndpoint(url: redis)), eventLoopGroup: Self.loops, logger: logger)
        let broker = RedisBroker(client: client, logger: logger)
        do {
            try await body(broker, client)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }
}

/// One line on standard output, at once.
public func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// Figures as one line of JSON on standard output.
public func report(_ figures: [String: Double]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    say(String(decoding: try encoder.encode(figures), as: UTF8.self))
}

/// Nanoseconds of the host's clock, which all processes of the host share.
public func nowNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
