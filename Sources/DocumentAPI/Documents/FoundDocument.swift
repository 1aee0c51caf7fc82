import Documents
import Foundation
import Jobs

/// A document as its record and the queue together know it.
struct FoundDocument: Sendable {
    var record: DocumentRecord
    /// Nil when the queue never had it, or has forgotten it.
    var workflow: WorkflowRecord?
    /// Nil while it is being made.
    var ending: DocumentRecord.Ending?

    /// What became of a document that no queue knows and that has no ending: its acceptance broke off half-way.
    ///
    /// The record is written a moment before the workflow, so a young one is about to begin.
    func isNeverBegun(now: Date) -> Bool {
        workflow == nil && ending == nil && now.timeIntervalSince(record.request.createdAt) > Self.patience
    }

    /// Longer than an enqueue may take, in seconds.
    private static let patience: TimeInterval = 60

    var statusPath: String { Self.statusPath(record.id) }

    static func statusPath(_ id: WorkflowID) -> String { "/api/v1/documents/status/\(id)" }
}
