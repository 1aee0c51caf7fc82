import ArgumentParser
import Foundation
import Jobs

/// `galley inspect job ID`: one job in full.
struct InspectJob: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "job", abstract: "Shows one job.")

    @Argument(help: "The job's id.")
    var id: String

    @OptionGroup var flags: InspectFlags

    func run() async throws {
        let text = id
        try await flags.show { inspector in
            guard let id = JobID(text), let record = try await inspector.record(ofJob: id) else {
                throw CommandFailure.missing("job \(text)")
            }
            return Answer(content: record)
        }
    }

    private struct Answer: Presentable {
        let content: JobRecord

        var tables: [Table] {
            let rows = [
                ["id", content.id.description], ["name", "\(content.name) v\(content.version)"],
                ["queue", content.queue], ["tenant", content.tenant], ["priority", content.priority.rawValue],
                ["state", content.state.rawValue], ["attempt", "\(content.attempt)"],
                ["crashes", "\(content.crashes)"],
                ["deliveries", "\(content.deliveries)"], ["workflow", content.workflow?.description ?? Cell.nothing],
                ["node", content.node ?? Cell.nothing], ["worker", content.worker ?? Cell.nothing],
                ["progress", content.progress.map { "\($0.done) of \($0.total)" } ?? Cell.nothing],
                ["enqueued", Cell.date(content.enqueuedAt)], ["due", Cell.date(content.dueAt)],
                ["started", Cell.date(content.startedAt)], ["finished", Cell.date(content.finishedAt)],
                ["lease until", Cell.date(content.leaseUntil)],
                ["failure", content.failure.map { "\($0.code): \($0.message)" } ?? Cell.nothing],
            ]
            return [Table(heading: [], rows: rows)]
        }
    }
}
