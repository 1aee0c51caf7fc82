import Documents
import Extraction
import Jobs

/// What the commands need of the world. `Assembly` provides it; tests give their own.
public protocol CommandServices: Sendable {
    /// For `--version`: Galley's own and that of the libraries that matter.
    var version: String { get }

    /// Connects to the broker for as long as `body` runs.
    func withInspector(
        _ flags: ConnectionFlags, _ body: @Sendable (any Inspector) async throws -> Void
    ) async throws

    /// Connects to the broker to change something in it, for as long as `body` runs.
    func withBroker(
        _ flags: ConnectionFlags, _ body: @Sendable (any Broker, any Inspector) async throws -> Void
    ) async throws

    /// Connects to the records for as long as `body` runs.
    func withRecords(
        _ flags: ConnectionFlags, _ body: @Sendable (any DocumentRecords) async throws -> Void
    ) async throws

    /// Reads a source file of this host, in the same confinement as a worker would.
    func extract(path: String) async throws -> ExtractedContent

    /// Looks at everything a Galley process on this host depends on. Never throws: a fault is a finding.
    func examine(_ flags: ConnectionFlags) async -> [Examination]

    /// Runs broker, API and workers as child processes until a signal ends them.
    func develop(_ request: DevelopmentRequest) async throws
}

/// The services of the running program, for commands, which the argument parser makes by itself.
public enum CommandContext {
    @TaskLocal public static var services: (any CommandServices)?

    static var required: any CommandServices {
        guard let services else { preconditionFailure("the main program sets CommandContext.services first") }
        return services
    }
}

/// What `galley dev` is asked for.
public struct DevelopmentRequest: Sendable {
    /// An existing server; nil starts a private one.
    public var redis: String?
    /// 0 takes a free one.
    public var port: Int
    public var workers: Int
    /// Where Redis and the store keep their data.
    public var dataDirectory: String
    /// Says where everything is as one JSON object on the first line of standard output.
    public var isJSON: Bool

    public init(redis: String?, port: Int, workers: Int, dataDirectory: String, isJSON: Bool) {
        self.redis = redis
        self.port = port
        self.workers = workers
        self.dataDirectory = dataDirectory
        self.isJSON = isJSON
    }
}

/// One thing that was looked at by `galley doctor`.
public struct Examination: Sendable, Codable, Equatable {
    public enum Verdict: String, Sendable, Codable {
        case good, warning, bad
    }

    public var subject: String
    public var verdict: Verdict
    /// One sentence.
    public var finding: String

    public init(subject: String, verdict: Verdict, finding: String) {
        self.subject = subject
        self.verdict = verdict
        self.finding = finding
    }
}
