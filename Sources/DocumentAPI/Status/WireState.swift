import Jobs

/// The finer word beside it.
enum WireState: String, Encodable, Sendable {
    case queued, active, complete, failed, cancelled
    case timedOut = "timed_out"

    init(_ workflow: WorkflowRecord) {
        switch workflow.state {
        case .building: self = .queued
        case .running: self = workflow.startedAt == nil ? .queued : .active
        default: self.init(ended: workflow.state)
        }
    }

    /// - Parameter state: a terminal one.
    init(ended state: WorkflowState) {
        switch state {
        case .building, .running, .succeeded: self = .complete
        case .failed: self = .failed
        case .cancelled: self = .cancelled
        case .timedOut: self = .timedOut
        }
    }
}
