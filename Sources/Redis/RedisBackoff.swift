/// How long to wait before connecting again: exponential with full jitter, for ever.
///
/// The wait is drawn evenly between nothing and the bound, so that many clients losing one server do not come
/// back as one (the "full jitter" of AWS's architecture blog).
public struct RedisBackoff: Sendable, Hashable {
    /// The bound of the first wait; it doubles with each failure.
    public var base: Duration
    /// The bound that no wait exceeds.
    public var cap: Duration

    public init(base: Duration = .milliseconds(50), cap: Duration = .seconds(1)) {
        self.base = base
        self.cap = cap
    }

    /// The bound of the wait after so many failures in a row.
    public func bound(afterFailures failures: Int) -> Duration {
        var bound = base
        var doublings = failures
        while doublings > 0, bound > .zero, bound < cap {
            bound += bound
            doublings -= 1
        }
        return min(bound, cap)
    }

    func delay(afterFailures failures: Int) -> Duration {
        bound(afterFailures: failures) * Double.random(in: 0...1)
    }
}
