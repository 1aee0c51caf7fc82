import FoundationEssentials
import Jobs
import NIOCore

/// What a ``Worker`` may be told; every value has a default that is good for one process on its own host.
public struct WorkerOptions: Sendable {
    /// Unique for each start of a process.
    public var id: String
    /// How operators see it.
    public var name: String
    /// The version of the program, as operators see it.
    public var version: String
    public var queues: QueueSelection
    /// How many jobs run at once, at least 1; each has a thread of its own.
    public var concurrency: Int
    /// For how long a job is held without a renewal, at least 100 ms. When the worker dies its jobs run elsewhere this much later.
    public var lease: Duration
    /// Between two renewals, and between two heartbeats; a fifth of the lease unless set.
    public var beatInterval: Duration?
    /// How long running jobs may go on after a graceful shutdown began; then they are given back.
    public var grace: Duration
    /// Stops gracefully after so many jobs; nil is never.
    public var maxJobs: Int?
    /// The worker is not live when its reserve loop has not advanced for so long.
    public var stallLimit: Duration
    /// Where the agents run; nil makes two event loops of its own.
    ///
    /// A group of two that the broker's client was given first serves small jobs best: those who ask the broker are then
    /// not woken from another thread for its answers, and the keeper of leases has a loop without traffic.
    public var eventLoopGroup: (any EventLoopGroup)?
    /// For tests that kill a worker at a named point.
    public var parking: Parking?
    /// Where handlers run in tests with a clock of their own; nil gives each slot a thread.
    package var handlerLoop: (any EventLoop)?
    /// The supervisor whose child this process is; it is told when a job ignores its hard limit.
    public private(set) var supervisor: SupervisorLink?

    public init(
        id: String = UUID().uuidString.lowercased(), name: String = ProcessInfo.processInfo.hostName,
        version: String = "unversioned", queues: QueueSelection = .all,
        concurrency: Int = ProcessInfo.processInfo.activeProcessorCount, lease: Duration = .seconds(15),
        beatInterval: Duration? = nil, grace: Duration = .seconds(25), maxJobs: Int? = nil,
        stallLimit: Duration = .seconds(30),
        eventLoopGroup: (any EventLoopGroup)? = nil, parking: Parking? = nil
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.queues = queues
        self.concurrency = max(1, concurrency)
        self.lease = max(.milliseconds(100), lease)
        self.beatInterval = beatInterval
        self.grace = grace
        self.maxJobs = maxJobs
        self.stallLimit = stallLimit
        self.eventLoopGroup = eventLoopGroup
        self.parking = parking
    }

    /// Makes this the worker of a supervised process: its supervisor names it.
    public mutating func adopt(_ link: SupervisorLink) {
        id = link.workerID
        name += ".\(link.number)"
        supervisor = link
    }

    /// Between two renewals and two heartbeats.
    var beat: Duration { beatInterval ?? lease / 5 }
}
