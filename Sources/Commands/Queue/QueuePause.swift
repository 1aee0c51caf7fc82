import ArgumentParser
import Jobs

/// `galley queue pause`: keeps a queue from being served.
struct QueuePause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Keeps a queue from being served. Jobs are still taken, and what runs goes on to its end.")

    @Argument(help: "The queue's name.")
    var queue: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        let queue = queue
        try await CommandFailure.reporting {
            try await CommandContext.required.withBroker(connection) { broker, _ in
                let changed = try await broker.pause(queue: queue)
                print(changed ? "\(queue) is paused" : "\(queue) was paused already")
            }
        }
    }
}

/// `galley queue resume`: lets a paused queue be served again.
struct QueueResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets a paused queue be served again.")

    @Argument(help: "The queue's name.")
    var queue: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        let queue = queue
        try await CommandFailure.reporting {
            try await CommandContext.required.withBroker(connection) { broker, _ in
                let changed = try await broker.resume(queue: queue)
                print(changed ? "\(queue) is served again" : "\(queue) was not paused")
            }
        }
    }
}
