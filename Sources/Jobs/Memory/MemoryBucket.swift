/// The tokens of a rate limit: one for each job that may be begun, filling all the time up to the limit.
struct MemoryBucket: Sendable {
    var tokens: Double
    private var filledAt: MemoryTime
    private let most: Double
    /// In milliseconds.
    private let period: Double

    init(_ limit: RateLimit, now: MemoryTime) {
        most = Double(limit.jobs)
        period = Double(limit.periodMs)
        tokens = most
        filledAt = now
    }

    mutating func fill(until now: MemoryTime) {
        tokens = min(most, tokens + Double((now - filledAt).milliseconds) * most / period)
        filledAt = now
    }

    /// A billionth more, for what rounding took from a whole token.
    var whole: Int { Int((tokens + 1e-9).rounded(.down)) }

    /// Until there is a whole token.
    var untilNext: Duration { .milliseconds(Int(((1 - tokens) * period / most).rounded(.up))) }
}
