import ArgumentParser
import Foundation
import Jobs

/// `galley inspect active`: what workers are at.
struct InspectActive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "active", abstract: "Shows the jobs in the hands of workers.")

    @OptionGroup var list: JobListFlags

    func run() async throws { try await list.show(.active) }
}

/// `galley inspect scheduled`: what waits for its time.
struct InspectScheduled: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheduled", abstract: "Shows the jobs that wait for their time: delayed ones and retries.")

    @OptionGroup var list: JobListFlags

    func run() async throws { try await list.show(.scheduled) }
}

/// `galley inspect dead`: what failed for good.
struct InspectDead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "Shows the jobs that failed for good, the latest first.")

    @OptionGroup var list: JobListFlags

    func run() async throws { try await list.show(.dead) }
}

/// What the three lists have in common.
struct JobListFlags: ParsableArguments {
    @OptionGroup var flags: InspectFlags

    @Option(help: "At most so many jobs, 1 to 1000.")
    var limit = 50

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000") }
    }

    func show(_ list: JobList) async throws {
        let limit = limit
        try await flags.show { inspector in
            JobsAnswer(content: try await inspector.jobs(in: list, limit: limit), now: Date())
        }
    }
}

/// Jobs, one a row.
struct JobsAnswer: Presentable {
    let content: [JobRecord]
    let now: Date

    var tables: [Table] {
        [
            Table(
                heading: ["JOB", "NAME", "QUEUE", "STATE", "ATTEMPT", "WORKER", "PROGRESS", "SINCE", "FAILURE"],
                rows: content.map(row), empty: "no jobs")
        ]
    }

    private func row(_ job: JobRecord) -> [String] {
        [
            job.id.description, job.name, job.queue, job.state.rawValue, "\(job.attempt)", job.worker ?? Cell.nothing,
            job.progress.map { Cell.percent($0.fraction) } ?? Cell.nothing, since(job),
            job.failure.map { Cell.short($0.message) } ?? Cell.nothing,
        ]
    }

    private func since(_ job: JobRecord) -> String {
        switch job.state {
        case .scheduled: Cell.age(job.dueAt, now: now)
        case .active: Cell.age(job.startedAt, now: now)
        case .succeeded, .dead, .cancelled: Cell.age(job.finishedAt, now: now)
        case .waiting, .pending: Cell.age(job.enqueuedAt, now: now)
        }
    }
}
