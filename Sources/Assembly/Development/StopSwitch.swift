import Subprocess
import Synchronization

/// Tells a running program that it is no longer needed.
final class StopSwitch: Sendable {
    private struct State {
        var signal: Signal?
        var send: (@Sendable (Signal) -> Void)?
    }

    private let state = Mutex(State())

    var isStopped: Bool { state.withLock { $0.signal != nil } }

    /// Says whom a signal reaches from now on; at once, when the switch has been used already. Nil is nobody.
    func connect(_ send: (@Sendable (Signal) -> Void)?) {
        let signal = state.withLock { state in
            state.send = send
            return state.signal
        }
        if let signal { send?(signal) }
    }

    func stop(_ signal: Signal = .terminate) {
        let send = state.withLock { state in
            state.signal = signal
            return state.send
        }
        send?(signal)
    }
}
