import Jobs

/// A job that went on after its hard limit, and what becomes of it once its process is gone.
///
/// The child decides, since only it knows the job's policy; the supervisor settles, since the child is dead by then.
struct Overrun: Sendable, Codable, Equatable {
    var job: JobID
    var name: String
    var fence: Fence
    /// When it is tried again; nil sets it aside.
    var retryAfterMs: Int64?
    var failure: JobFailure

    init(_ delivery: Delivery, failure: JobFailure, decision: RetryPolicy.Decision) {
        job = delivery.id
        name = delivery.name
        fence = delivery.fence
        self.failure = failure
        switch decision {
        case .retry(let delay): retryAfterMs = delay.milliseconds
        case .bury: retryAfterMs = nil
        }
    }

    var settlement: Settlement {
        let outcome: Outcome =
            if let retryAfterMs { .retry(after: .milliseconds(retryAfterMs), failure) } else { .bury(failure) }
        return Settlement(lease: Lease(id: job, fence: fence), outcome: outcome)
    }
}
