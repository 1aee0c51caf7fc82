import Jobs
import Synchronization

/// A job in the hands of this worker, from its delivery until the broker has taken its end.
final class HeldJob: Sendable {
    /// Why a run was broken off from outside.
    enum Interruption: Sendable {
        /// The lease is somebody else's, or the job was cancelled: whatever the run ends with is refused.
        case lost
        case timeout
        case shutdown
    }

    private struct State: Sendable {
        var task: Task<Void, Never>?
        var interruption: Interruption?
        var isSettling = false
    }

    let delivery: Delivery
    private let state = Mutex(State())

    init(_ delivery: Delivery) { self.delivery = delivery }

    /// Why the run was broken off; nil while nobody did.
    var interruption: Interruption? { state.withLock { $0.interruption } }

    func attach(_ task: Task<Void, Never>) {
        let isInterrupted = state.withLock { state in
            state.task = task
            return state.interruption != nil
        }
        if isInterrupted { task.cancel() }
    }

    /// Breaks the run off; the first reason stays, except that a lost lease outweighs the others.
    func interrupt(_ reason: Interruption) {
        let task = state.withLock { state in
            if state.interruption == nil || reason == .lost { state.interruption = reason }
            return state.task
        }
        task?.cancel()
    }

    /// True for the one who may say how the run ended.
    func claimSettlement() -> Bool {
        state.withLock { state in
            defer { state.isSettling = true }
            return !state.isSettling
        }
    }
}
