/// One queue: a ring of the tenants that have pending jobs, and how many jobs stand in which state.
struct MemoryQueue: Sendable {
    /// How many jobs of this queue stand in each state that has not ended.
    var counts: [JobState: Int] = [:]
    var succeeded = 0
    var failed = 0
    var rate = MemoryRate()
    var isPaused = false
    var limits = QueueLimits.none { didSet { bucket = nil } }
    private var bucket: MemoryBucket?
    /// The tenants whose turn will come.
    private var ring = MemoryList<String>()
    /// Those with jobs in a list, whether or not they stand in the ring.
    private var tenants: [String: Tenant] = [:]
    /// How many jobs run of each tenant, counted only while there is a limit for that.
    private var busy: [String: Int] = [:]

    /// The pending jobs of one tenant; a job that is pending no more is passed over when it is met.
    private struct Tenant: Sendable {
        var lists: [Priority: MemoryList<JobID>] = [:]
        var turn = 0
        var isInRing = false

        var isEmpty: Bool { lists.values.allSatisfy(\.isEmpty) }

        /// High before normal before low, but one turn in ten begins with low and one with normal, so that none starves.
        var order: [Priority] {
            switch turn % 10 {
            case 4: [.normal, .high, .low]
            case 9: [.low, .normal, .high]
            default: [.high, .normal, .low]
            }
        }
    }

    mutating func add(_ id: JobID, tenant: String, priority: Priority, atFront: Bool) {
        if atFront {
            tenants[tenant, default: Tenant()].lists[priority, default: MemoryList()].prepend(id)
        } else {
            tenants[tenant, default: Tenant()].lists[priority, default: MemoryList()].append(id)
        }
        join(tenant)
    }

    /// Puts a tenant that has jobs into the ring, once.
    private mutating func join(_ tenant: String) {
        guard tenants[tenant]?.isInRing == false else { return }
        tenants[tenant]?.isInRing = true
        ring.append(tenant)
    }

    /// Takes the next job: of the tenant whose turn it is, the first of its most urgent ones.
    mutating func next(isPending: (JobID) -> Bool) -> JobID? {
        while let name = ring.popFirst() {
            tenants[name]?.isInRing = false
            // One at its limit is back in the ring when a job of its own has ended or come.
            guard hasRoom(name) else { continue }
            let id = take(from: name, isPending: isPending)
            if tenants[name]?.isEmpty ?? true { tenants[name] = nil } else { join(name) }
            if let id { return id }
        }
        return nil
    }

    func hasRoom(_ tenant: String) -> Bool {
        limits.concurrencyPerTenant.map { busy[tenant, default: 0] < $0 } ?? true
    }

    // MARK: limits

    /// Whether a job that ends may make room for another.
    var isLimited: Bool { limits.concurrency != nil || limits.concurrencyPerTenant != nil }

    /// How many of at most so many jobs may be begun now.
    mutating func allowance(_ wanted: Int, at now: MemoryTime) -> Int {
        guard !isPaused else { return 0 }
        var allowed = wanted
        if let most = limits.concurrency { allowed = min(allowed, most - (counts[.active] ?? 0)) }
        if let rate = limits.rate {
            var current = bucket ?? MemoryBucket(rate, now: now)
            current.fill(until: now)
            bucket = current
            allowed = min(allowed, current.whole)
        }
        return max(0, allowed)
    }

    /// Some were begun.
    ///
    /// - Returns: when the next may be, if the rate has now been reached.
    mutating func spend(_ taken: Int, at now: MemoryTime) -> MemoryTime? {
        bucket?.tokens -= Double(taken)
        guard let bucket, bucket.tokens < 1 else { return nil }
        return now + bucket.untilNext
    }

    /// Counts a running job of a tenant; false when nobody asks for it.
    mutating func begin(tenant: String) -> Bool {
        guard limits.concurrencyPerTenant != nil else { return false }
        busy[tenant, default: 0] += 1
        return true
    }

    mutating func end(tenant: String) {
        let left = busy[tenant, default: 0] - 1
        busy[tenant] = left > 0 ? left : nil
        join(tenant)
    }

    private mutating func take(from name: String, isPending: (JobID) -> Bool) -> JobID? {
        for priority in tenants[name]?.order ?? [] {
            while let id = tenants[name]?.lists[priority]?.popFirst() {
                guard isPending(id) else { continue }
                tenants[name]?.turn += 1
                return id
            }
        }
        return nil
    }

    /// The jobs that stand first in some list; the oldest pending job is among them.
    var heads: [JobID] {
        tenants.values.flatMap { $0.lists.values.compactMap(\.first) }
    }
}
