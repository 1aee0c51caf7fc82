import Synchronization

/// A value that comes once, and those who wait for it.
final class Once<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case awaited([CheckedContinuation<Value, Never>])
        case known(Value)
    }

    private let state = Mutex(State.awaited([]))

    /// The first value stays.
    func succeed(_ value: Value) {
        let waiting: [CheckedContinuation<Value, Never>] = state.withLock { state in
            guard case .awaited(let waiting) = state else { return [] }
            state = .known(value)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let known: Value? = state.withLock { state in
                switch state {
                case .known(let value): return value
                case .awaited(let waiting):
                    state = .awaited(waiting + [continuation])
                    return nil
                }
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
