import FoundationEssentials

/// What a worker says of itself with every heartbeat; it is forgotten some time after the last one.
public struct WorkerRecord: Sendable, Codable, Equatable {
    /// Unique for each start of a process.
    public var id: String
    /// Given by its operator, such as `extract-1@host`.
    public var name: String
    public var host: String
    public var pid: Int
    public var version: String
    public var queues: [QueueDemand]
    public var concurrency: Int
    /// The jobs it has a handler for: name and the newest version it reads.
    public var jobs: [String: Int]
    public var startedAt: Date
    public var active: Int
    public var succeeded: Int
    public var failed: Int
    /// Stopping: takes no more jobs.
    public var isDraining: Bool
    /// When the broker last heard of it; the broker fills this in.
    public var lastBeatAt: Date?

    public init(
        id: String, name: String, host: String, pid: Int, version: String, queues: [QueueDemand], concurrency: Int,
        jobs: [String: Int], startedAt: Date, active: Int = 0, succeeded: Int = 0, failed: Int = 0,
        isDraining: Bool = false, lastBeatAt: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.host = host
        self.pid = pid
        self.version = version
        self.queues = queues
        self.concurrency = concurrency
        self.jobs = jobs
        self.startedAt = startedAt
        self.active = active
        self.succeeded = succeeded
        self.failed = failed
        self.isDraining = isDraining
        self.lastBeatAt = lastBeatAt
    }
}
