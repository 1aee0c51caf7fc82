/// How much of a queue may be done at once, over all workers of a shard; a queue on several shards has them in each.
public struct QueueLimits: Sendable, Codable, Equatable {
    /// At most so many of its jobs run at a time, at least 1; nil is no limit.
    public var concurrency: Int?
    /// At most so many of its jobs run at a time for each tenant, at least 1; nil is no limit.
    ///
    /// Only jobs begun while there is such a limit are counted.
    public var concurrencyPerTenant: Int?
    /// At most so many of its jobs are begun in a time; nil is no limit.
    public var rate: RateLimit?

    public init(concurrency: Int? = nil, concurrencyPerTenant: Int? = nil, rate: RateLimit? = nil) {
        self.concurrency = concurrency.map { max(1, $0) }
        self.concurrencyPerTenant = concurrencyPerTenant.map { max(1, $0) }
        self.rate = rate
    }

    public static let none = QueueLimits()
}

/// So many in a time, spread evenly; after a quiet time as many at once.
///
/// A bucket of as many tokens as `jobs`, which fills all the time.
public struct RateLimit: Sendable, Codable, Equatable {
    /// At least 1.
    public var jobs: Int
    /// In milliseconds, at least 1.
    public var periodMs: Int

    public init(_ jobs: Int, per period: Duration) {
        self.jobs = max(1, jobs)
        self.periodMs = max(1, Int(period.milliseconds))
    }
}
