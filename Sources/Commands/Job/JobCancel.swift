import ArgumentParser
import Jobs

/// `galley job cancel`: ends a job that has not ended.
struct JobCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancels a job. One that runs is ended at once, and its worker learns so with its next renewal.")

    @Argument(help: "The job's id.")
    var id: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await change(id, over: connection, done: "is cancelled", wrongState: "has ended already") { broker, id in
            let reason = JobFailure(code: "cancelled", message: "Cancelled by an operator")
            return try await broker.cancel(job: id, reason: reason)
        }
    }
}

/// `galley job requeue`: brings a dead job back.
struct JobRequeue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requeue",
        abstract: "Brings a dead job back to its queue, with new attempts. A document is brought back by its API.")

    @Argument(help: "The job's id, as `galley inspect dead` shows it.")
    var id: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        let wrongState = "is not dead, or belongs to a workflow"
        try await change(id, over: connection, done: "is pending again", wrongState: wrongState) { broker, id in
            try await broker.requeue(job: id)
        }
    }
}

/// Changes one job and says what became of it.
private func change(
    _ text: String, over connection: ConnectionFlags, done: String, wrongState: String,
    _ verb: @escaping @Sendable (any Broker, JobID) async throws -> ChangeAnswer
) async throws {
    try await CommandFailure.reporting {
        try await CommandContext.required.withBroker(connection) { broker, _ in
            guard let id = JobID(text) else { throw CommandFailure.missing("job \(text)") }
            switch try await verb(broker, id) {
            case .done: print("job \(id) \(done)")
            case .notFound: throw CommandFailure.missing("job \(id)")
            case .wrongState: throw CommandFailure.refused("job \(id) \(wrongState)")
            }
        }
    }
}
