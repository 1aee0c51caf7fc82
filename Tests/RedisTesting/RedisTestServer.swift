import Foundation
import Logging
import NIOCore
import NIOPosix
import Redis
import Synchronization

/// A real redis-server of a test's own: private directory and address, known by its process id.
///
/// It can be stopped, killed, paused and started again on the same data and address. `withRedisServer` is the
/// way to use it, since it always cleans up.
public final class RedisTestServer: Sendable {
    /// Holds the data, the socket and the log; removed by `stop`.
    public let directory: String
    /// The server under each listener of the options, in their order.
    public let endpoints: [RedisEndpoint]
    /// The authority of the `tls` listener.
    public let certificates: TestCertificates?
    private let isSentinel: Bool
    private let process: Mutex<ChildProcess>

    /// Where the server is, by its first listener.
    public var endpoint: RedisEndpoint { endpoints[0] }

    public var processID: Int32 {
        process.withLock { $0.processID }
    }

    /// Starts a server and returns when it answers.
    ///
    /// A free port can only be chosen before the server binds it; when another program takes it in between, the
    /// server is started anew on another.
    public static func start(_ options: Options = Options()) async throws -> RedisTestServer {
        while true {
            let name = "galley-redis-\(UInt64.random(in: 0 ... .max))"
            let directory = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            do {
                return try await RedisTestServer(options, in: directory)
            } catch {
                removeDirectory(directory)
                guard let failure = error as? Failure, failure.isTakenPort else { throw error }
            }
        }
    }

    private init(_ options: Options, in directory: String) async throws {
        self.directory = directory
        certificates =
            options.listeners.contains(.tls) ? try await TestCertificates.make(in: directory) : nil
        var layout = Layout(directory: directory, certificates: certificates)
        for listener in options.listeners { try await layout.add(listener, password: options.password) }
        endpoints = layout.endpoints
        let lines = layout.configuration(for: options)
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(directory)/redis.conf"))
        isSentinel = options.isSentinel
        process = Mutex(try Self.launch(in: directory, isSentinel: isSentinel))
        try await untilReady()
    }

    private static func launch(in directory: String, isSentinel: Bool) throws -> ChildProcess {
        try ChildProcess(
            "redis-server", ["\(directory)/redis.conf"] + (isSentinel ? ["--sentinel"] : []),
            output: "\(directory)/redis.log")
    }

    // MARK: Faults

    /// Ends the server as a crash does, and returns when it is gone.
    public func kill() async {
        await end(by: SIGKILL)
    }

    /// Ends the server as an operator does: it writes what it is configured to keep.
    public func terminate() async {
        await end(by: SIGTERM)
    }

    /// Stops the server's execution: connections stay open and nothing answers.
    public func pause() {
        process.withLock { $0 }.signal(SIGSTOP)
    }

    public func resume() {
        process.withLock { $0 }.signal(SIGCONT)
    }

    /// Starts the server again after `kill` or `terminate`, and returns when it has loaded its data.
    public func restart() async throws {
        try relaunch()
        try await untilReady()
    }

    /// Starts the server again without waiting until it answers.
    public func relaunch() throws {
        let started = try Self.launch(in: directory, isSentinel: isSentinel)
        process.withLock { $0 = started }
    }

    /// Ends the server and removes its directory.
    public func stop() async {
        await kill()
        Self.removeDirectory(directory)
    }

    private func end(by signal: Int32) async {
        let process = process.withLock { $0 }
        process.signal(signal)
        if signal != SIGKILL { process.signal(SIGCONT) }
        _ = await process.exit.wait()
    }

    // MARK: Readiness

    /// How long a server may take to start and load its data.
    private static let patience = Duration.seconds(20)

    private func untilReady() async throws {
        let client = RedisClient(options: RedisOptions(endpoint: endpoint), logger: .quiet)
        let failure = await firstFailure(of: client)
        await client.close()
        if let failure { throw failure }
    }

    /// Asks until the server answers; nil is success. A server that has exited is not waited for.
    private func firstFailure(of client: RedisClient) async -> Failure? {
        let process = process.withLock { $0 }
        let end = ContinuousClock.now + Self.patience
        while true {
            do throws(RedisError) {
                _ = try await client.send(["PING"], deadline: .milliseconds(500), resend: true)
                return nil
            } catch {
                if let status = process.exit.known {
                    return .exited(status: status, output: ChildProcess.text(of: "\(directory)/redis.log"))
                }
                if ContinuousClock.now > end { return .notReady(error.description) }
            }
        }
    }

    private static func removeDirectory(_ directory: String) {
        // A directory left behind in the temporary folder harms no test.
        try? FileManager.default.removeItem(atPath: directory)
    }
}

/// Runs a test with a private server, which is stopped and removed afterwards whatever happened.
public func withRedisServer<Result>(
    _ options: RedisTestServer.Options = RedisTestServer.Options(),
    _ body: (RedisTestServer) async throws -> Result
) async throws -> Result {
    let server = try await RedisTestServer.start(options)
    do {
        let result = try await body(server)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}

extension Logger {
    /// A server that is starting refuses connections: no news worth a line.
    static var quiet: Logger {
        var logger = Logger(label: "redis-testing")
        logger.logLevel = .critical
        return logger
    }
}
