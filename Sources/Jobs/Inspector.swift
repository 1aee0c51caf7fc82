import FoundationEssentials

/// Looks at the whole, for operators: reads only, and never at a cost that grows with the backlog.
public protocol Inspector: Sendable {
    func stats() async throws -> BrokerStats
    func queues() async throws -> [QueueStats]
    func workers() async throws -> [WorkerRecord]
    /// Newest first, at most `limit`.
    func jobs(in list: JobList, limit: Int) async throws -> [JobRecord]
    func record(ofJob id: JobID) async throws -> JobRecord?
    func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord?
    /// The jobs of a workflow, in the order of its nodes.
    func jobs(ofWorkflow id: WorkflowID) async throws -> [JobRecord]
}

/// The lists that an operator can look into.
public enum JobList: String, Sendable, CaseIterable {
    case active, scheduled, dead
}

/// The state of the broker as a whole.
public struct BrokerStats: Sendable, Codable, Equatable {
    public var pending: Int
    public var active: Int
    public var scheduled: Int
    public var waiting: Int
    public var dead: Int
    /// Since the broker was first used.
    public var succeeded: Int
    public var failed: Int
    public var retried: Int
    public var reclaimed: Int
    public var workers: Int
    /// The broker's own words about itself, such as its version and memory, in the order to be printed.
    public var broker: [String: String]

    public init(
        pending: Int, active: Int, scheduled: Int, waiting: Int, dead: Int, succeeded: Int, failed: Int, retried: Int,
        reclaimed: Int, workers: Int, broker: [String: String]
    ) {
        self.pending = pending
        self.active = active
        self.scheduled = scheduled
        self.waiting = waiting
        self.dead = dead
        self.succeeded = succeeded
        self.failed = failed
        self.retried = retried
        self.reclaimed = reclaimed
        self.workers = workers
        self.broker = broker
    }
}

/// The state of one queue.
public struct QueueStats: Sendable, Codable, Equatable {
    public var name: String
    public var pending: Int
    public var active: Int
    public var scheduled: Int
    /// How long the oldest pending job has waited, in milliseconds; nil when none is pending.
    public var oldestMs: Int?
    /// Jobs ended per second, over the last full minute.
    public var ratePerSecond: Double
    public var succeeded: Int
    public var failed: Int
    /// How many live workers serve it.
    public var workers: Int
    /// Jobs of workflows that wait for others.
    public var waiting: Int
    public var isPaused: Bool
    public var limits: QueueLimits

    public init(
        name: String, pending: Int, active: Int, scheduled: Int, oldestMs: Int?, ratePerSecond: Double, succeeded: Int,
        failed: Int, workers: Int, waiting: Int = 0, isPaused: Bool = false, limits: QueueLimits = .none
    ) {
        self.name = name
        self.pending = pending
        self.active = active
        self.scheduled = scheduled
        self.oldestMs = oldestMs
        self.ratePerSecond = ratePerSecond
        self.succeeded = succeeded
        self.failed = failed
        self.workers = workers
        self.waiting = waiting
        self.isPaused = isPaused
        self.limits = limits
    }
}
