/// Proof of holding a job: the number of the delivery and a random token of the reserve that made it.
///
/// Every write of a worker carries it. The number alone could repeat after a failover to a replica that had
/// missed a write; the token cannot.
public struct Fence: Hashable, Sendable, Codable {
    /// Counts the deliveries of a job from 1; it only grows, over requeues too.
    public let number: Int
    /// Sixteen hexadecimal digits.
    public let token: String

    public init(number: Int, token: String) {
        self.number = number
        self.token = token
    }
}

/// A job in the hands of one worker.
public struct Delivery: Sendable {
    public let id: JobID
    public let fence: Fence
    public let name: String
    public let version: Int
    public let queue: String
    public let tenant: String
    public let priority: Priority
    public let payload: [UInt8]
    public let metadata: [String: String]
    /// The number of this run, from 1.
    public let attempt: Int
    /// How often a worker died under this job.
    public let crashes: Int
    public let workflow: WorkflowID?
    public let node: String?
    /// Workers died under it twice, so its worker should run nothing beside it: then the next crash is its own.
    public let runsAlone: Bool

    public init(
        id: JobID, fence: Fence, name: String, version: Int, queue: String, tenant: String, priority: Priority,
        payload: [UInt8], metadata: [String: String], attempt: Int, crashes: Int, workflow: WorkflowID?, node: String?,
        runsAlone: Bool = false
    ) {
        self.id = id
        self.fence = fence
        self.name = name
        self.version = version
        self.queue = queue
        self.tenant = tenant
        self.priority = priority
        self.payload = payload
        self.metadata = metadata
        self.attempt = attempt
        self.crashes = crashes
        self.workflow = workflow
        self.node = node
        self.runsAlone = runsAlone
    }

    public var lease: Lease { Lease(id: id, fence: fence) }
}

/// A job and the proof of holding it.
public struct Lease: Hashable, Sendable {
    public let id: JobID
    public let fence: Fence

    public init(id: JobID, fence: Fence) {
        self.id = id
        self.fence = fence
    }
}

/// How one run ended. The names are the verbs of the state picture.
public enum Outcome: Sendable, Equatable {
    case complete(result: [UInt8]?)
    case retry(after: Duration, JobFailure)
    /// A `result` is published although the job failed, such as an incomplete draft.
    case bury(JobFailure, result: [UInt8]? = nil)
    /// Given back untouched: its attempt is not counted.
    case release(ReleaseReason)
}

/// Why a worker gives a job back without having run it to an end.
public enum ReleaseReason: String, Sendable, Codable {
    /// The worker is stopping.
    case shutdown
    /// The worker does not know this job, or only an older version of it.
    case unknownJob = "unknown_job"
}

/// The end of a run, as a worker tells it to the broker.
public struct Settlement: Sendable {
    public let lease: Lease
    public let outcome: Outcome

    public init(lease: Lease, outcome: Outcome) {
        self.lease = lease
        self.outcome = outcome
    }
}

/// What the broker made of a write that carried a fence.
public enum LeaseAnswer: String, Sendable {
    case accepted
    /// Somebody else holds the job, or it has ended; nothing was written.
    case lost
    /// It was cancelled, or its workflow ended; nothing was written.
    case cancelled
}

/// Thrown by a write that carried a stale fence.
public struct LeaseLost: Error, Sendable {
    public let id: JobID
    public init(id: JobID) { self.id = id }
}
