import ArgumentParser

/// `galley queue`: what an operator may do to a whole queue while it is in use.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Pauses, resumes, limits and purges queues.",
        discussion: """
            Examples:
              galley queue pause extract                      takes jobs, gives none; what runs goes on
              galley queue limit generate --concurrency 4     at most four at a time, over all workers
              galley queue limit webhooks --rate 100/1m       spread evenly
              galley queue limit generate --per-tenant none   takes that limit away, leaves the others
            """,
        subcommands: [QueuePause.self, QueueResume.self, QueueLimit.self, QueuePurge.self])
}
