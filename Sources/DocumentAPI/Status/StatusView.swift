import Documents
import Foundation
import Jobs

/// The answer to a question for a document's status.
struct StatusView: Encodable, Sendable {
    var taskId: String
    var documentId: String
    var status: WireStatus
    var state: WireState
    /// The stage in work; where it stopped when it failed; null while queued and when complete.
    @OrNull var stage: String?
    /// Between 0 and 1; it never goes back but for a retry.
    var progress: Double
    @OrNull var error: String?
    @OrNull var problem: FailureView?
    var stages: [StageView]
    @OrNull var createdAt: Date?
    @OrNull var startedAt: Date?
    @OrNull var finishedAt: Date?
    var warnings: [String]
    var metadata: [String: String]
    /// True when the outputs are an incomplete draft.
    var draft: Bool

    /// Of a document that the queue knows, or knew to its end.
    init(_ workflow: WorkflowRecord, product: FinishedDocument? = nil) {
        let carried = WorkflowMetadata(workflow.metadata)
        taskId = workflow.id.description
        documentId = taskId
        status = WireStatus(workflow.state)
        state = WireState(workflow)
        progress = status == .complete ? 1 : Self.rounded(workflow.progress)
        stages = workflow.groups.map(StageView.init)
        stage = state == .active ? workflow.currentGroup?.name : nil
        createdAt = workflow.createdAt
        startedAt = workflow.startedAt
        finishedAt = workflow.finishedAt
        warnings = carried.warnings + (product?.warnings ?? [])
        metadata = carried.metadata
        draft = product?.isDraft ?? false
        if status == .failed { tell(workflow.failure, of: workflow.state) }
    }

    /// Of any document.
    init(_ document: FoundDocument, now: Date = Date()) {
        if let workflow = document.workflow ?? document.ending?.workflow {
            self.init(workflow, product: document.ending?.product)
        } else {
            self.init(withoutWorkflow: document, now: now)
        }
    }

    /// Of a document whose queue knows nothing: about to begin, never begun, or ended long ago.
    private init(withoutWorkflow document: FoundDocument, now: Date) {
        let request = document.record.request
        taskId = request.id.description
        documentId = taskId
        status = document.ending.map { WireStatus($0.state) } ?? .generating
        state = document.ending.map { WireState(ended: $0.state) } ?? .queued
        progress = status == .complete ? 1 : 0
        stages = []
        createdAt = request.createdAt
        startedAt = nil
        finishedAt = document.ending?.finishedAt
        stage = nil
        warnings = request.warnings + (document.ending?.product?.warnings ?? [])
        metadata = request.metadata
        draft = document.ending?.product?.isDraft ?? false
        if let ending = document.ending, status == .failed { tell(ending.failure, of: ending.state) }
        if document.isNeverBegun(now: now) {
            status = .failed
            state = .failed
            error = "The document never reached the queue; ask for a retry"
            problem = FailureView(code: "not_queued", retryable: true)
        }
    }

    private mutating func tell(_ failure: WorkflowFailure?, of state: WorkflowState) {
        error = failure?.failure.message ?? "The document ended as \(state.rawValue)"
        problem = failure.map(FailureView.init) ?? FailureView(code: state.rawValue, retryable: true)
        stage = problem?.stage
    }

    /// To a thousandth: what a progress bar can show.
    static func rounded(_ fraction: Double) -> Double { (fraction * 1000).rounded(.down) / 1000 }
}
