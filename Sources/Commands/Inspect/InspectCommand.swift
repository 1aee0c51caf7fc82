import ArgumentParser

/// `galley inspect`: reads what Redis knows, and disturbs nobody.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Shows queues, workers, jobs and documents, as Redis knows them.",
        discussion: """
            Only reads, and never at a cost that grows with the backlog. Exit codes: 66 when what was asked for is \
            not there, 69 when Redis is away.
            """,
        subcommands: [
            InspectStats.self, InspectQueues.self, InspectWorkers.self, InspectActive.self, InspectScheduled.self,
            InspectDead.self, InspectJob.self, InspectDocument.self,
        ],
        defaultSubcommand: InspectStats.self)
}
