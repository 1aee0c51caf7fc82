import Commands
import Documents
import DocumentsRedis
import Extraction
import Foundation
import Jobs
import JobsRedis
import Logging
import Redis
import Sandbox

/// What the operator's commands need, on live Redis and this host.
public struct LiveServices: CommandServices {
    private let logger: Logger

    /// A person waits for the answer.
    private static let patience = Duration.seconds(5)

    /// Logs warnings and errors to standard error; the commands' answers go to standard output.
    public init() {
        var logger = Logger(label: "galley")
        logger.logLevel = .warning
        self.logger = logger
    }

    public var version: String { Version.description }

    public func withInspector(
        _ flags: ConnectionFlags, _ body: @Sendable (any Inspector) async throws -> Void
    ) async throws {
        try await withBroker(flags) { try await body($1) }
    }

    public func withBroker(
        _ flags: ConnectionFlags, _ body: @Sendable (any Broker, any Inspector) async throws -> Void
    ) async throws {
        try await withClient(flags) { client, shards in
            let options = RedisBrokerOptions(shards: shards, deadline: Self.patience)
            let broker = RedisBroker(client: client, options: options, logger: quiet)
            try await body(broker, RedisInspector(broker: broker))
        }
    }

    public func withRecords(
        _ flags: ConnectionFlags, _ body: @Sendable (any DocumentRecords) async throws -> Void
    ) async throws {
        try await withClient(flags) { try await body(RedisDocumentRecords(client: $0, shards: $1)) }
    }

    public func extract(path: String) async throws -> ExtractedContent {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw UnreadableSource(
                source: path, reason: .missing, message: "\(path) is not there, or may not be read.")
        }
        let tools = try await ToolRunner.detect()
        return try await Extractor(tools: tools).extract(path: path, name: URL(filePath: path).lastPathComponent)
    }

    public func examine(_ flags: ConnectionFlags) async -> [Examination] {
        await Examiner(flags: flags, logger: quiet).examine()
    }

    public func develop(_ request: DevelopmentRequest) async throws {
        var logger = logger
        logger.logLevel = .info
        try await DevelopmentStack(request, logger: logger).run()
    }

    /// That Redis is away is said once, by the command, and not with every attempt.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = .critical
        return logger
    }

    private func withClient(
        _ flags: ConnectionFlags, _ body: (RedisClient, Int) async throws -> Void
    ) async throws {
        let settings = try ConnectionSettings(flags, SettingsReader())
        try await RedisClient.with(
            settings.redis, name: "galley", logger: quiet, commandDeadline: Self.patience
        ) { try await body($0, settings.shards) }
    }
}
