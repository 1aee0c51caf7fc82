import FoundationEssentials

/// What the broker knows of a job. Kept for some days after its end.
public struct JobRecord: Sendable, Codable, Equatable {
    public var id: JobID
    public var name: String
    public var version: Int
    public var queue: String
    public var tenant: String
    public var priority: Priority
    public var state: JobState
    /// Runs begun, not counting those that a crash or a shutdown took back.
    public var attempt: Int
    /// How often a worker died under it.
    public var crashes: Int
    /// How often it was delivered, whatever came of it: the number of its last fence.
    public var deliveries: Int
    public var workflow: WorkflowID?
    public var node: String?
    public var group: String?
    /// The worker that holds it, or held it last.
    public var worker: String?
    public var progress: Progress?
    public var failure: JobFailure?
    public var result: [UInt8]?
    public var enqueuedAt: Date
    /// When a scheduled job is due.
    public var dueAt: Date?
    public var startedAt: Date?
    public var finishedAt: Date?
    /// When the lease of an active job runs out.
    public var leaseUntil: Date?

    public init(
        id: JobID, name: String, version: Int, queue: String, tenant: String, priority: Priority, state: JobState,
        attempt: Int = 0, crashes: Int = 0, deliveries: Int = 0, workflow: WorkflowID? = nil, node: String? = nil,
        group: String? = nil, worker: String? = nil, progress: Progress? = nil, failure: JobFailure? = nil,
        result: [UInt8]? = nil, enqueuedAt: Date, dueAt: Date? = nil, startedAt: Date? = nil, finishedAt: Date? = nil,
        leaseUntil: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.queue = queue
        self.tenant = tenant
        self.priority = priority
        self.state = state
        self.attempt = attempt
        self.crashes = crashes
        self.deliveries = deliveries
        self.workflow = workflow
        self.node = node
        self.group = group
        self.worker = worker
        self.progress = progress
        self.failure = failure
        self.result = result
        self.enqueuedAt = enqueuedAt
        self.dueAt = dueAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.leaseUntil = leaseUntil
    }
}
