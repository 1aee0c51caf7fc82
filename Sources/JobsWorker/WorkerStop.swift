import Synchronization

/// How far a worker has been told to stop; it only ever goes further.
final class WorkerStop: Sendable {
    enum Stage: Int, Sendable, Comparable {
        case running
        /// Takes no more jobs, finishes what it holds.
        case draining
        /// Gives back what it holds.
        case releasing

        static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    private struct State: Sendable {
        var stage = Stage.running
        var listeners: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    var stage: Stage { state.withLock { $0.stage } }
    var isStopping: Bool { stage > .running }

    /// Calls back at every step further; at once when one was taken before.
    func onAdvance(_ listener: @escaping @Sendable () -> Void) {
        let hasAdvanced = state.withLock { state in
            state.listeners.append(listener)
            return state.stage > .running
        }
        if hasAdvanced { listener() }
    }

    func advance(to stage: Stage) {
        let listeners = state.withLock { state in
            guard stage > state.stage else { return [@Sendable () -> Void]() }
            state.stage = stage
            return state.listeners
        }
        for listener in listeners { listener() }
    }
}
