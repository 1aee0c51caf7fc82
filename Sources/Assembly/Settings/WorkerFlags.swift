import ArgumentParser

/// What `galley-worker` may be told; every flag is an environment variable too.
struct WorkerFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which queues to serve, in order of preference; =N runs at most N of its jobs here. "
                + "[GALLEY_QUEUES, default all]", valueName: "extract=4,generate=1"))
    var queues: String?

    @Option(help: ArgumentHelp("Which queues to leave to others. [GALLEY_EXCLUDE_QUEUES]", valueName: "list"))
    var excludeQueues: String?

    @Option(
        help: ArgumentHelp(
            "How many jobs run at a time, in each process. [GALLEY_CONCURRENCY, default: cores]", valueName: "number"))
    var concurrency: String?

    @Option(
        help: ArgumentHelp(
            "Supervise so many worker processes; 1 is one child under a supervisor. "
                + "[GALLEY_PROCESSES, default: no supervisor, this process works itself]", valueName: "number"))
    var processes: String?

    @Option(help: "The worker's name in logs and in `galley inspect`. [GALLEY_NAME, default: host]")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "For how long a job is this worker's without a heartbeat. [GALLEY_LEASE, default 15s]", valueName: "span"))
    var lease: String?

    @Option(
        help: ArgumentHelp(
            "How long running jobs may go on after SIGTERM. [GALLEY_GRACE, default 25s]", valueName: "span"))
    var grace: String?

    @Option(
        name: [.long, .customLong("max-jobs-per-child")],
        help: ArgumentHelp(
            "Stop after so many jobs; a supervised child is replaced then. [GALLEY_MAX_JOBS, default never]",
            valueName: "number"))
    var maxJobs: String?

    @Option(
        name: [.long, .customLong("max-memory-per-child")],
        help: ArgumentHelp(
            "With --processes: replace a child that keeps more than this in memory, once its jobs have ended; the "
                + "programs it starts are not counted. Linux only. [GALLEY_MAX_MEMORY, default never]",
            valueName: "512M"))
    var maxMemory: String?

    @Option(
        help: ArgumentHelp(
            "Serve /health/live and /health/ready on this port of all addresses; with --processes the first child "
                + "does, the second on the next port, and so on. [GALLEY_HEALTH_PORT, default none]",
            valueName: "port"))
    var healthPort: String?

    @Flag(
        help: """
            Let webhooks go to private addresses and over plain HTTP. [GALLEY_ALLOW_PRIVATE_WEBHOOKS]
            """)
    var allowPrivateWebhooks = false

    @Option(
        help: ArgumentHelp(
            "When a write counts as accepted: once Redis has it (primary), or once a replica has it too (replica). "
                + "[GALLEY_DURABILITY, default primary]", valueName: "primary|replica"))
    var durability: String?

    @OptionGroup(title: "Drafting")
    var drafting: DraftingFlags

    @OptionGroup(title: "Logging")
    var logging: LoggingFlags
}
