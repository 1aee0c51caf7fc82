/// A job as the memory broker holds it: its record, and what the record does not show.
struct MemoryJob: Sendable {
    var record: JobRecord
    let payload: [UInt8]
    let metadata: [String: String]
    let delay: Duration?
    /// The token of its last delivery; with the record's number of deliveries it is the fence.
    var token = ""
    /// The fence of the last run whose end was accepted.
    var settled: Fence?
    var due: MemoryTime?
    var leaseUntil: MemoryTime?
    var pendingSince: MemoryTime?
    /// Since when no worker was found that knows it.
    var unknownSince: MemoryTime?
    /// How many of its dependencies have still to succeed.
    var waits = 0
    var dependents: [JobID] = []
    /// The key that it is the only one of until its end.
    let uniqueKey: String?
    /// When it is too late to become pending.
    var missedAt: MemoryTime?
    /// Whether it is counted among its tenant's running jobs.
    var isCounted = false

    /// Workers died under it so often that it runs alone from now on.
    var isSuspect: Bool { record.crashes >= 2 }

    var fence: Fence { Fence(number: record.deliveries, token: token) }

    init(_ new: NewJob, state: JobState, now: MemoryTime) {
        self.record = JobRecord(
            id: new.id, name: new.name, version: new.version, queue: new.queue, tenant: new.tenant,
            priority: new.priority, state: state, enqueuedAt: now.date)
        self.payload = new.payload
        self.metadata = new.metadata
        self.delay = new.delay
        self.uniqueKey = new.deduplication.flatMap { $0.period == nil ? $0.key : nil }
    }

    var delivery: Delivery {
        Delivery(
            id: record.id, fence: fence, name: record.name, version: record.version, queue: record.queue,
            tenant: record.tenant, priority: record.priority, payload: payload, metadata: metadata,
            attempt: record.attempt, crashes: record.crashes, workflow: record.workflow, node: record.node,
            runsAlone: isSuspect)
    }

    /// What a write with this fence meets, when the job is not held by it.
    func answer(to fence: Fence) -> LeaseAnswer {
        if record.state == .active && self.fence == fence { return .accepted }
        return record.state == .cancelled ? .cancelled : .lost
    }

    /// Forgets how it went before, to be run anew; its deliveries go on counting.
    mutating func begin() {
        record.attempt = 0
        record.crashes = 0
        record.failure = nil
        record.result = nil
        record.finishedAt = nil
        settled = nil
        unknownSince = nil
    }
}
