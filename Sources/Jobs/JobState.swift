/// Where a job stands. The arrows, each named by its verb, are drawn in the DocC article *Lifecycle*.
public enum JobState: String, Sendable, Codable, CaseIterable {
    /// For other jobs of its workflow to succeed.
    case waiting
    /// For a time: a delay, or the back-off before a retry.
    case scheduled
    /// For a worker.
    case pending
    /// Held by one worker, under a lease.
    case active
    /// Ended well.
    case succeeded
    /// Ended badly and set aside; an operator may requeue it.
    case dead
    /// Ended by a decision, its own workflow's or somebody's.
    case cancelled

    /// No verb but `requeue` and `resume` leaves such a state.
    public var isTerminal: Bool {
        switch self {
        case .succeeded, .dead, .cancelled: true
        case .waiting, .scheduled, .pending, .active: false
        }
    }
}

/// Where a workflow stands.
public enum WorkflowState: String, Sendable, Codable, CaseIterable {
    /// Being written in several calls; nothing of it runs yet.
    case building
    case running
    case succeeded
    case failed
    case cancelled
    case timedOut = "timed_out"

    public var isTerminal: Bool {
        switch self {
        case .building, .running: false
        case .succeeded, .failed, .cancelled, .timedOut: true
        }
    }
}
