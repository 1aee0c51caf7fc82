import ArgumentParser

/// `galley job`: what an operator may do to one job.
struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Cancels a job, or brings a dead one back.",
        subcommands: [JobCancel.self, JobRequeue.self])
}
