import ArgumentParser
import Commands
import JobsWorker

/// `galley-worker`: takes jobs from Redis and runs them.
public struct WorkerCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "galley-worker",
        abstract: "Takes jobs from Redis and runs them. Start as many as you like, on any host.",
        discussion: """
            Every flag is an environment variable too, named in brackets; the flag wins.

            SIGTERM or SIGINT: takes no more jobs, lets running ones finish within --grace, gives the rest back with \
            their attempt restored, exits 0. A second one, or SIGQUIT, gives all back at once.

            With --processes this process runs no jobs: it supervises so many children of the same program, each with \
            --concurrency jobs at a time, named NAME.1 and so on. It starts a crashed one again and brings its jobs \
            back at once, kills one in which a job ignores its hard time limit, replaces one after --max-jobs or above \
            --max-memory, passes signals on, and exits when all have ended. None outlives it.

            With --drafter openai-compatible the passages of summary and synthesis rules are sent to a model. Every \
            sentence of its answer must cite passages that hold its numbers, dates and identifiers, or it is thrown away; \
            what the model fails at, the extractive drafter writes.

            Examples:
              galley-worker --redis redis://broker.example:6379
              galley-worker --queues extract=4,classify,rules --name readers-1
              galley-worker --queues generate=1,finalize=1 --concurrency 2      a host with LibreOffice
              galley-worker --exclude-queues webhooks --health-port 8081
              galley-worker --processes 4 --concurrency 2                       eight jobs in four children
              galley-worker --processes 2 --max-jobs 1000 --max-memory 1.5G     children that are replaced
              galley-worker --drafter openai-compatible --draft-url https://models.example --draft-model NAME \
            --draft-api-key-file /etc/galley/model.key
              GALLEY_REDIS=rediss://galley:secret@broker.example galley-worker --log-format json
            """,
        version: Version.description)

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Work") var flags: WorkerFlags

    public init() {}

    public func run() async throws {
        var settings = try Startup.settings { try WorkerSettings(flags, connection, SettingsReader()) }
        settings.logging.bootstrap()
        if let link = SupervisorLink.inherited {
            settings.adopt(link)
        } else if let processes = settings.processes {
            return try await Startup.reporting { [settings] in
                try await SupervisorProcess(settings, processes: processes).run()
            }
        }
        try await Startup.reporting { [settings] in try await WorkerProcess(settings).run() }
    }
}
