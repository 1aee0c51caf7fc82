import FoundationEssentials

/// What the broker knows of a workflow: one hash, so one look answers for its status.
public struct WorkflowRecord: Sendable, Codable, Equatable {
    public var id: WorkflowID
    public var name: String
    public var tenant: String
    public var state: WorkflowState
    public var metadata: [String: String]
    /// In the order of their first node.
    public var groups: [Group]
    /// Why it did not succeed: the first failure, or who cancelled it, or where it stood at its deadline.
    public var failure: WorkflowFailure?
    public var createdAt: Date
    public var startedAt: Date?
    public var finishedAt: Date?
    public var deadlineAt: Date
    /// Grows with every change that a reader can see.
    public var revision: Int

    public init(
        id: WorkflowID, name: String, tenant: String, state: WorkflowState, metadata: [String: String], groups: [Group],
        failure: WorkflowFailure? = nil, createdAt: Date, startedAt: Date? = nil, finishedAt: Date? = nil,
        deadlineAt: Date, revision: Int
    ) {
        self.id = id
        self.name = name
        self.tenant = tenant
        self.state = state
        self.metadata = metadata
        self.groups = groups
        self.failure = failure
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.deadlineAt = deadlineAt
        self.revision = revision
    }

    /// The nodes that share a group name, counted together.
    public struct Group: Sendable, Codable, Equatable {
        public var name: String
        /// The queue of its first node.
        public var queue: String
        public var total: Int
        public var succeeded: Int
        public var failed: Int
        public var cancelled: Int
        /// Jobs of it in the hands of workers.
        public var active: Int
        /// Runs begun, over all its jobs.
        public var attempts: Int
        /// How much of the jobs in work is done, 0 ... `active`: the sum of their fractions.
        public var partial: Double
        public var startedAt: Date?
        public var finishedAt: Date?

        public init(
            name: String, queue: String, total: Int, succeeded: Int = 0, failed: Int = 0, cancelled: Int = 0,
            active: Int = 0, attempts: Int = 0, partial: Double = 0, startedAt: Date? = nil, finishedAt: Date? = nil
        ) {
            self.name = name
            self.queue = queue
            self.total = total
            self.succeeded = succeeded
            self.failed = failed
            self.cancelled = cancelled
            self.active = active
            self.attempts = attempts
            self.partial = partial
            self.startedAt = startedAt
            self.finishedAt = finishedAt
        }

        public var isFinished: Bool { succeeded + failed + cancelled >= total }

        /// Between 0 and 1.
        public var fraction: Double {
            total > 0 ? min(1, (Double(succeeded) + max(0, partial)) / Double(total)) : 1
        }
    }

    /// The first group that still has work, or nil when all are done.
    public var currentGroup: Group? { groups.first { !$0.isFinished } }

    /// The mean over the groups, between 0 and 1: every group is one stage, however many jobs it has.
    public var progress: Double {
        guard !groups.isEmpty else { return 0 }
        return groups.reduce(0) { $0 + $1.fraction } / Double(groups.count)
    }
}

/// Why a workflow did not succeed, and where.
public struct WorkflowFailure: Sendable, Codable, Equatable {
    public var failure: JobFailure
    public var group: String?
    public var node: String?
    public var job: JobID?

    public init(failure: JobFailure, group: String? = nil, node: String? = nil, job: JobID? = nil) {
        self.failure = failure
        self.group = group
        self.node = node
        self.job = job
    }
}
