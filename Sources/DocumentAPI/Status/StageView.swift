import Foundation
import Jobs

/// One stage of a document as its status shows it.
struct StageView: Encodable, Sendable {
    var name: String
    var status: String
    /// Jobs of it that succeeded, of how many.
    var done: Int
    var total: Int
    /// Between 0 and 1, with the parts of jobs in work.
    var progress: Double
    /// Runs begun.
    var attempts: Int
    @OrNull var startedAt: Date?
    @OrNull var finishedAt: Date?

    init(_ group: WorkflowRecord.Group) {
        name = group.name
        status = Self.status(of: group)
        done = group.succeeded
        total = group.total
        progress = StatusView.rounded(group.fraction)
        attempts = group.attempts
        startedAt = group.startedAt
        finishedAt = group.finishedAt
    }

    private static func status(of group: WorkflowRecord.Group) -> String {
        guard group.isFinished else { return group.startedAt == nil ? "Queued" : "Generating" }
        if group.failed > 0 { return "Failed" }
        return group.cancelled > 0 ? "Cancelled" : "Complete"
    }
}
