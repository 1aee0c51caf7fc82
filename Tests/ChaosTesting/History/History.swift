import Jobs

/// All that is known of a run once it is over: what was meant, what was logged, and what the broker holds.
public struct History: Sendable {
    /// By the id of each job that was, or was to be, offered.
    public var expected: [JobID: ExpectedJob]
    /// The events of all logs; within one log in its order.
    public var events: [HistoryEvent]
    public var end: BrokerEnd
    /// After how many crashes the broker set a job aside.
    public var maxCrashes: Int

    public init(expected: [ExpectedJob], events: [HistoryEvent], end: BrokerEnd, maxCrashes: Int = 3) {
        self.expected = Dictionary(expected.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.events = events
        self.end = end
        self.maxCrashes = maxCrashes
    }
}

extension History {
    /// The events that tell of one job, each cut down to it, in the order of time.
    public func events(about job: JobID) -> [HistoryEvent] {
        events.compactMap { $0.about(job) }.sorted { $0.at < $1.at }
    }
}

/// What a broker holds after a run.
public struct BrokerEnd: Sendable {
    /// With the results of workflows' jobs in their records.
    public var records: [JobID: JobRecord]
    public var workflows: [WorkflowID: WorkflowRecord]
    /// By name, counts that are zero when nothing is in flight.
    public var inFlight: [String: Int]

    public init(
        records: [JobID: JobRecord], workflows: [WorkflowID: WorkflowRecord] = [:], inFlight: [String: Int] = [:]
    ) {
        self.records = records
        self.workflows = workflows
        self.inFlight = inFlight
    }
}

/// A job as its producer meant it.
public struct ExpectedJob: Sendable {
    public var id: JobID
    /// As many runs as its policy allows; crashes and releases are not counted.
    public var maxAttempts: Int
    /// Whether the last allowed run succeeds.
    public var succeeds: Bool
    /// It must not start sooner after its offer.
    public var delay: Duration
    /// These must have succeeded before it starts.
    public var after: [JobID]
    /// These must have ended, however, before it starts: it is the job after their workflow.
    public var afterEndOf: [JobID]
    public var workflow: WorkflowID?

    public init(
        id: JobID, maxAttempts: Int, succeeds: Bool = true, delay: Duration = .zero, after: [JobID] = [],
        afterEndOf: [JobID] = [], workflow: WorkflowID? = nil
    ) {
        self.id = id
        self.maxAttempts = maxAttempts
        self.succeeds = succeeds
        self.delay = delay
        self.after = after
        self.afterEndOf = afterEndOf
        self.workflow = workflow
    }
}
