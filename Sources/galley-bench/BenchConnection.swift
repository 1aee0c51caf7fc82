import ArgumentParser
import Foundation
import Jobs
import JobsRedis
import Logging
import NIOCore
import NIOPosix
import Redis

/// Where the Redis is that is measured.
struct BenchConnection: ParsableArguments {
    @Option(help: "Redis, as redis://… or unix:///path.")
    var redis: String

    /// Says what went wrong and nothing else, so that logging is no part of what is measured.
    static var logger: Logger {
        var logger = Logger(label: "galley-bench")
        logger.logLevel = .error
        return logger
    }

    /// The client's, and the workers': whoever asks Redis on the loop that reads its answers is not woken for them.
    static let loops: any EventLoopGroup = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    func withBroker(_ body: (RedisBroker, RedisClient) async throws -> Void) async throws {
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

/// Figures as one line of JSON on standard output.
func report(_ figures: [String: Double]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    FileHandle.standardOutput.write(try encoder.encode(figures) + Data("\n".utf8))
}

/// Nanoseconds of the host's clock, which all processes of the host share.
func nowNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
