/// When a failed run is tried again: a pure value, so that it is tested without waiting.
public struct RetryPolicy: Sendable, Equatable {
    /// How often the job may run in all, at least 1. Crashes and shutdowns are not counted.
    public var maxAttempts: Int
    /// The upper bound of the first wait.
    public var base: Duration
    /// The upper bound of any wait.
    public var cap: Duration

    public init(maxAttempts: Int, base: Duration, cap: Duration) {
        self.maxAttempts = max(1, maxAttempts)
        self.base = base
        self.cap = cap
    }

    /// One run, no second.
    public static let never = RetryPolicy(maxAttempts: 1, base: .zero, cap: .zero)

    /// Waits a random time between zero and `base`, 2·`base`, 4·`base` …, at most `cap`.
    ///
    /// Full jitter, because many jobs failed by one cause should not come back at one moment
    /// (M. Brooker, "Exponential Backoff And Jitter", 2015).
    public static func exponential(
        maxAttempts: Int = 5, base: Duration = .seconds(1), cap: Duration = .seconds(300)
    ) -> RetryPolicy {
        RetryPolicy(maxAttempts: maxAttempts, base: base, cap: cap)
    }

    /// What to do after a run that failed.
    public enum Decision: Sendable, Equatable {
        case retry(after: Duration)
        case bury
    }

    /// Decides about a failed run.
    ///
    /// - Parameters:
    ///   - error: what the handler threw; a ``RetryableError`` speaks for itself.
    ///   - attempt: the number of the run that failed, from 1.
    ///   - random: a number in 0 ..< 1 that picks the wait.
    public func decide(after error: any Error, attempt: Int, random: Double) -> Decision {
        let retryable = error as? any RetryableError
        if let retryable, !retryable.isRetryable { return .bury }
        guard attempt < maxAttempts else { return .bury }
        let jittered = ceiling(attempt: attempt) * min(max(random, 0), 1)
        return .retry(after: max(jittered, retryable?.retryAfter ?? .zero))
    }

    /// The upper bound of the wait after the run with this number.
    func ceiling(attempt: Int) -> Duration {
        let doublings = min(max(0, attempt - 1), 30)
        return min(cap, base * (1 << doublings))
    }
}
