import ArgumentParser
import Commands

/// `galley-api`: accepts documents over HTTP and answers for them; runs no stage itself.
public struct APICommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "galley-api",
        abstract: "Serves the HTTP API: accepts, enqueues, answers. Start as many as you like.",
        discussion: """
            Every flag is an environment variable too, named in brackets; the flag wins.

            SIGTERM or SIGINT: takes no more connections, answers the requests it has, exits 0.

            Once it listens, it writes one line of JSON with its `url` to standard output.

            Examples:
              galley-api --redis redis://broker.example:6379 --store file:///srv/galley/store
              galley-api --host 0.0.0.0 --port 8080 --log-format json
            """,
        version: Version.description)

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Serving") var flags: APIFlags

    public init() {}

    public func run() async throws {
        let settings = try Startup.settings { try APISettings(flags, connection, SettingsReader()) }
        settings.logging.bootstrap()
        try await Startup.reporting { try await APIProcess(settings).run() }
    }
}
