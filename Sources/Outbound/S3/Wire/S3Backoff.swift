import Foundation

/// How often a request is tried, and how long is waited in between: exponentially growing, each wait anywhere between
/// nothing and its bound, so that many clients do not come back at once ("full jitter"). What the server asks for by
/// `Retry-After` is waited first.
public struct S3Backoff: Sendable, Equatable {
    /// At least 1. With the usual waits ``patience`` ends first when each try fails at once: a server that is started anew
    /// is waited for.
    public var maxTries: Int
    /// Bounds the first wait; each later bound is twice the one before.
    public var base: Duration
    /// Bounds every wait.
    public var longest: Duration
    /// Bounds what a server can ask for.
    public var longestAsked: Duration
    /// After so long since the first try no other is begun.
    public var patience: Duration

    public init(
        maxTries: Int = 20, base: Duration = .milliseconds(100), longest: Duration = .seconds(5),
        longestAsked: Duration = .seconds(20), patience: Duration = .seconds(60)
    ) {
        self.maxTries = maxTries
        self.base = base
        self.longest = longest
        self.longestAsked = longestAsked
        self.patience = patience
    }

    /// The bound of the wait after a try; the first is number 1.
    func bound(after attempt: Int) -> Duration {
        min(longest, base * (1 << min(attempt - 1, 20)))
    }

    /// The wait after a try, when the server asked for so much.
    ///
    /// - Parameter chance: between 0 and 1.
    func wait(after attempt: Int, asked: Duration?, chance: Double) -> Duration {
        min(max(.zero, asked ?? .zero), longestAsked) + bound(after: attempt) * chance
    }

    /// Runs `body` until it succeeds, fails for good, or has been tried often or long enough.
    func retrying<Value>(_ body: () async throws -> Value) async throws -> Value {
        let end = ContinuousClock.now + patience
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch let failure as S3Failure where failure.isPassing && attempt < maxTries {
                let wait = wait(after: attempt, asked: failure.retryAfter, chance: .random(in: 0...1))
                guard ContinuousClock.now + wait < end else { throw failure }
                try await Task.sleep(for: wait)
                attempt += 1
            }
        }
    }
}
