import Foundation
import Jobs

/// What a worker may be told; every value has a sensible default.
public struct WorkerOptions: Sendable {
    /// Unique for each start of a process.
    public var id: String
    /// For people: shown by `inspect workers` and in logs.
    public var name: String
    public var queues: QueueSelection
    /// How many jobs run at a time.
    public var concurrency: Int
    /// How long a job is ours without a renewal; renewed after a fifth of it.
    public var lease: Duration
    /// How long running jobs may go on after a stop was asked for.
    public var grace: Duration
    /// After so many jobs the worker stops as if asked to; nil is never.
    public var maxJobs: Int?
    public var version: String
    /// Holds a run at a named point, for tests that kill the process there; nil in production.
    public var parking: (@Sendable (ParkingPoint, Delivery) async -> Void)?

    public init(
        id: String = UUID().uuidString.lowercased(), name: String = ProcessInfo.processInfo.hostName,
        queues: QueueSelection = .init(), concurrency: Int = ProcessInfo.processInfo.activeProcessorCount,
        lease: Duration = .seconds(15), grace: Duration = .seconds(25), maxJobs: Int? = nil, version: String = "0",
        parking: (@Sendable (ParkingPoint, Delivery) async -> Void)? = nil
    ) {
        self.id = id
        self.name = name
        self.queues = queues
        self.concurrency = max(1, concurrency)
        self.lease = lease
        self.grace = grace
        self.maxJobs = maxJobs
        self.version = version
        self.parking = parking
    }

    /// Between two renewals, and between two heartbeats.
    var beatInterval: Duration { lease / 5 }
}

/// Where a run can be held.
public enum ParkingPoint: String, Sendable, CaseIterable {
    /// Reserved; the handler has not begun.
    case beforePerform = "before-perform"
    /// The handler has returned and stored what it made; the job is not settled.
    case performed
    /// Settled.
    case settled
}
