import Foundation

/// How often a request is tried, and how long is waited in between: exponentially growing, each wait anywhere between
/// nothing and its bound, so that many clients do not come back at once ("full jitter").
public struct S3Backoff: Sendable, Equatable {
    /// At least 1.
    public var maxTries: Int
    /// Bounds the first wait; each later bound is twice the one before.
    public var base: Duration
    /// Bounds every wait.
    public var longest: Duration
    /// After so long since the first try no other is begun.
    public var patience: Duration

    public init(
        maxTries: Int = 7, base: Duration = .milliseconds(100), longest: Duration = .seconds(5),
        patience: Duration = .seconds(60)
    ) {
        self.maxTries = maxTries
        self.base = base
        self.longest = longest
        self.patience = patience
    }

    /// The bound of the wait after a try; the first is number 1.
    func bound(after attempt: Int) -> Duration {
        min(longest, base * (1 << min(attempt - 1, 20)))
    }

    /// Runs `body` until it succeeds, fails for good, or has been tried often or long enough.
    func retrying<Value>(_ body: () async throws -> Value) async throws -> Value {
        let end = ContinuousClock.now + patience
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch let failure as S3Failure
                where failure.isPassing && attempt < maxTries && ContinuousClock.now < end
            {
                try await Task.sleep(for: bound(after: attempt) * Double.random(in: 0...1))
                attempt += 1
            }
        }
    }
}
