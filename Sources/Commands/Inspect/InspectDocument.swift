import ArgumentParser
import Foundation
import Jobs

/// `galley inspect document ID`: where a document stands, stage by stage and job by job.
struct InspectDocument: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Shows one document: its stages and their jobs.")

    @Argument(help: "The document's id, which clients know as task_id.")
    var id: String

    @OptionGroup var flags: InspectFlags

    func run() async throws {
        let text = id
        try await flags.show { inspector in
            guard let id = WorkflowID(text), let record = try await inspector.record(ofWorkflow: id) else {
                throw CommandFailure.missing("document \(text) in the queue's records")
            }
            return Answer(
                content: Content(workflow: record, jobs: try await inspector.jobs(ofWorkflow: id)), now: Date())
        }
    }

    private struct Content: Encodable {
        let workflow: WorkflowRecord
        let jobs: [JobRecord]
    }

    private struct Answer: Presentable {
        let content: Content
        let now: Date

        var tables: [Table] {
            [Table(heading: [], rows: facts), Table(heading: stageHeading, rows: stages)]
                + JobsAnswer(content: content.jobs, now: now).tables
        }

        private var facts: [[String]] {
            let workflow = content.workflow
            return [
                ["id", workflow.id.description], ["tenant", workflow.tenant], ["state", workflow.state.rawValue],
                ["progress", Cell.percent(workflow.progress)], ["created", Cell.date(workflow.createdAt)],
                ["deadline", Cell.date(workflow.deadlineAt)], ["finished", Cell.date(workflow.finishedAt)],
                ["failure", workflow.failure.map { "\($0.failure.code): \($0.failure.message)" } ?? Cell.nothing],
            ]
        }

        private var stageHeading: [String] { ["STAGE", "QUEUE", "DONE", "ACTIVE", "FAILED", "ATTEMPTS", "TOOK"] }

        private var stages: [[String]] {
            content.workflow.groups.map { group in
                [
                    group.name, group.queue, "\(group.succeeded)/\(group.total)", "\(group.active)",
                    "\(group.failed)", "\(group.attempts)", took(group),
                ]
            }
        }

        private func took(_ group: WorkflowRecord.Group) -> String {
            guard let start = group.startedAt else { return Cell.nothing }
            return Cell.span(milliseconds: Int((group.finishedAt ?? now).timeIntervalSince(start) * 1_000))
        }
    }
}
