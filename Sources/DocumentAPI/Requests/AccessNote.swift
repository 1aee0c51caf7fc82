import Synchronization

/// What inner steps learn of a request and the access log tells at its end.
final class AccessNote: Sendable {
    private let stored = Mutex<Caller?>(nil)

    var caller: Caller? {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
