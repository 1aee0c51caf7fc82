import ArgumentParser
import Jobs

/// `galley queue purge`: cancels what is pending.
struct QueuePurge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Cancels every pending job of a queue. What runs, and what waits for its time, stays.")

    @Argument(help: "The queue's name.")
    var queue: String

    @Flag(help: "Do so; without it nothing is touched.")
    var yes = false

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        let (queue, yes) = (queue, yes)
        try await CommandFailure.reporting {
            try await CommandContext.required.withBroker(connection) { broker, inspector in
                guard yes else {
                    let pending = try await inspector.queues().first { $0.name == queue }?.pending ?? 0
                    print("\(queue): \(pending) pending; nothing was cancelled. Say --yes to cancel them.")
                    return
                }
                let reason = JobFailure(code: "purged", message: "Cancelled with its queue by an operator")
                print("\(queue): \(try await broker.purge(queue: queue, reason: reason)) cancelled")
            }
        }
    }
}
