import ArgumentParser
import Commands

/// `galley-worker`: takes jobs from Redis and runs them.
public struct WorkerCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "galley-worker",
        abstract: "Takes jobs from Redis and runs them. Start as many as you like, on any host.",
        discussion: """
            Every flag is an environment variable too, named in brackets; the flag wins.

            SIGTERM or SIGINT: takes no more jobs, lets running ones finish within --grace, gives the rest back with \
            their attempt restored, exits 0. A second one, or SIGQUIT, gives all back at once.

            Examples:
              galley-worker --redis redis://broker.example:6379
              galley-worker --queues extract=4,classify,rules --name readers-1
              galley-worker --queues generate=1,finalize=1 --concurrency 2      a host with LibreOffice
              galley-worker --exclude-queues webhooks --health-port 8081
              GALLEY_REDIS=rediss://galley:secret@broker.example galley-worker --log-format json
            """,
        version: Version.description)

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Work") var flags: WorkerFlags

    public init() {}

    public func run() async throws {
        let settings = try Startup.settings { try WorkerSettings(flags, connection, SettingsReader()) }
        settings.logging.bootstrap()
        try await Startup.reporting { try await WorkerProcess(settings).run() }
    }
}
