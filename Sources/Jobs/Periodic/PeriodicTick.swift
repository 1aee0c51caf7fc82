import FoundationEssentials

/// One tick of a periodic schedule, with the job that it stands for.
public struct PeriodicTick: Sendable {
    /// The schedule's name, the same in every worker.
    public var schedule: String
    /// What the schedule says; when that has changed, what was put off under the old one is cancelled.
    public var specification: String
    /// When the job is due, to the millisecond. One not after the last that was taken asks for the standing alone.
    public var tick: Date
    /// A job that could not become pending until so long after its tick is cancelled; nil is never.
    public var missedAfter: Duration?
    public var job: NewJob

    public init(schedule: String, specification: String, tick: Date, missedAfter: Duration?, job: NewJob) {
        self.schedule = schedule
        self.specification = specification
        self.tick = tick
        self.missedAfter = missedAfter
        self.job = job
    }
}

/// How far a periodic schedule is, by the broker's clock.
public struct PeriodicStanding: Sendable, Equatable {
    /// The last tick whose job was taken; nil when none was.
    public var last: Date?
    public var now: Date

    public init(last: Date?, now: Date) {
        self.last = last
        self.now = now
    }
}
