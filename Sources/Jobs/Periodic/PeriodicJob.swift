import FoundationEssentials

/// A job that is enqueued again and again by a schedule, once per tick however many workers know it.
public struct PeriodicJob: Sendable {
    /// What becomes of a tick that passed while nobody could run its job.
    public enum MissedTicks: Sendable, Equatable {
        /// The last one is made up for as soon as there is a worker; those between are not.
        case runOnce
        /// It is left out when it is later than this; the schedule goes on with the next.
        case skip(after: Duration)
    }

    /// The same in every worker, and no other schedule's.
    public let name: String
    public let schedule: PeriodicSchedule
    public let missed: MissedTicks
    private let make: @Sendable (JobID, Date) throws -> NewJob
    let tenant: String

    /// - Parameters:
    ///   - name: how the schedule is known to the broker.
    ///   - schedule: when.
    ///   - missed: what becomes of ticks that nobody could serve.
    ///   - options: as for any enqueue; a delay is added to the tick.
    ///   - message: the job of a tick.
    public init<Message: Job>(
        _ name: String, schedule: PeriodicSchedule, missed: MissedTicks = .runOnce, options: EnqueueOptions = .init(),
        message: @escaping @Sendable (_ tick: Date) -> Message
    ) {
        self.name = name
        self.schedule = schedule
        self.missed = missed
        self.tenant = options.tenant
        self.make = { id, tick in try NewJob(message(tick), id: id, options: options) }
    }

    /// The tick as a broker takes it.
    public func tick(at instant: Date, id: JobID) throws -> PeriodicTick {
        let missedAfter: Duration? =
            switch missed {
            case .runOnce: nil
            case .skip(let late): late
            }
        return PeriodicTick(
            schedule: name, specification: schedule.specification, tick: instant, missedAfter: missedAfter,
            job: try make(id, instant))
    }

    /// Hands the next tick to the broker, unless it has it already.
    ///
    /// - Returns: how long until there will be another to hand over; at most a minute.
    public func advance(in broker: some Producer) async throws -> Duration {
        let longest = Duration.seconds(60)
        var standing = try await broker.enqueue(
            try tick(at: .distantPast, id: broker.makeID(tenant: tenant)))
        if standing.last.map({ $0 <= standing.now }) ?? true {
            guard let next = schedule.next(after: standing.now) else { return longest }
            standing = try await broker.enqueue(try tick(at: next, id: broker.makeID(tenant: tenant)))
        }
        guard let last = standing.last else { return longest }
        return min(longest, .seconds(max(0, last.timeIntervalSince(standing.now))))
    }
}
