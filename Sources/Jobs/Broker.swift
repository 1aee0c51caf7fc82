/// The seam between the queue and what keeps it: everything a producer, a worker, the upkeep and a reader need.
///
/// Two implementations keep the same promises and pass one conformance suite: `RedisBroker` and
/// ``MemoryBroker``. Every verb is one step that happens whole or not at all, and every one may be sent
/// again when its answer was lost.
///
/// All throw ``BrokerError``; producers' verbs also ``EnqueueError``.
public protocol Broker: Producer, Consumer, Upkeep, RecordReader, QueueControl {}

/// Brings work and takes it back.
public protocol Producer: Sendable {
    /// The id for a new job or workflow of a tenant, in the tenant's shard.
    func makeID(tenant: String) -> ShardedID

    /// Takes jobs, each once: an id that is known already is left as it is.
    ///
    /// - Returns: for each job the id under which it is known: that of another where its ``Deduplication`` says so.
    @discardableResult
    func enqueue(_ jobs: [NewJob]) async throws -> [JobID]

    /// Takes the job of a periodic schedule's next tick, once however many workers bring it, to be pending at the tick.
    func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding

    /// Takes a whole workflow, once by id: nothing of it runs before all of it is written.
    func enqueue(_ workflow: NewWorkflow) async throws

    /// Ends a job that has not ended; a running one loses its lease at once, and its worker learns so with its next `extend`.
    func cancel(job: JobID, reason: JobFailure) async throws -> ChangeAnswer

    /// Ends a workflow and every job of it that has not ended.
    func cancel(workflow: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer

    /// Takes up an ended workflow where it stopped: its failed and cancelled jobs run again, those that
    /// succeeded stay, under the same ids and with a new deadline counted from now.
    func resume(workflow: WorkflowID, deadline: Duration) async throws -> ChangeAnswer

    /// Brings a dead job that belongs to no workflow back to its queue, with new attempts.
    func requeue(job: JobID) async throws -> ChangeAnswer
}

/// What became of a producer's or an operator's change.
public enum ChangeAnswer: String, Sendable {
    case done
    case notFound = "not_found"
    /// It stands in a state from which that verb does not lead.
    case wrongState = "wrong_state"
}

/// Takes jobs, holds them under leases, and says how they ended.
public protocol Consumer: Sendable {
    /// Takes up to `count` pending jobs, each under a lease of its own. Empty when there is nothing to do.
    ///
    /// A job that runs alone (``Delivery/runsAlone``) is given to a request that ``ReserveRequest/isIdle``, and nothing
    /// beside it.
    func reserve(_ request: ReserveRequest) async throws -> Reservation

    /// Returns when there may be work in one of the queues, when a job of theirs was scheduled that is due before
    /// all others (so that the worker's timer learns of it), or when the time is up; too early is allowed.
    func waitForWork(queues: [String], atMost limit: Duration) async throws

    /// Renews leases; the answers are in the order of the leases.
    func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer]

    /// Writes how far a job is.
    func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer

    /// Ends runs; the answers are in the order of the settlements.
    func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer]

    /// The published results of a workflow's ended jobs, by node name.
    func results(of workflow: WorkflowID) async throws -> [String: [UInt8]]
}

/// A worker's wish for work.
public struct ReserveRequest: Sendable {
    public var worker: String
    /// Grows by one with each new request of this worker; a request sent again keeps its number and gets the same
    /// deliveries, and one that comes after a newer one gets none.
    public var sequence: Int
    /// Sixteen random hexadecimal digits, the ``Fence/token`` of every delivery made by this request.
    public var token: String
    /// In order of preference, each with the most that may be taken from it.
    public var queues: [QueueDemand]
    /// The most that may be taken in all, 1 ... 250.
    public var count: Int
    public var lease: Duration
    /// Whether the worker holds nothing else, so that it may be given a job that runs alone.
    public var isIdle: Bool

    public init(
        worker: String, sequence: Int, token: String, queues: [QueueDemand], count: Int, lease: Duration,
        isIdle: Bool = false
    ) {
        self.worker = worker
        self.sequence = sequence
        self.token = token
        self.queues = queues
        self.count = count
        self.lease = lease
        self.isIdle = isIdle
    }
}

/// What a reserve brought.
public struct Reservation: Sendable, RandomAccessCollection {
    public var deliveries: [Delivery]
    /// A job that runs alone waits, and this worker was chosen for it: it should take nothing more until it is idle.
    public var wantsIdle: Bool

    public init(_ deliveries: [Delivery] = [], wantsIdle: Bool = false) {
        self.deliveries = deliveries
        self.wantsIdle = wantsIdle
    }

    public var startIndex: Int { deliveries.startIndex }
    public var endIndex: Int { deliveries.endIndex }
    public subscript(position: Int) -> Delivery { deliveries[position] }
}

/// A queue, and how much may be taken from it.
public struct QueueDemand: Sendable, Codable, Equatable {
    public var queue: String
    public var limit: Int

    public init(queue: String, limit: Int) {
        self.queue = queue
        self.limit = limit
    }
}

/// What keeps the queue going, done by any worker, safe to be done by all.
public protocol Upkeep: Sendable {
    /// Says that a worker lives, what it serves and what it knows.
    func beat(_ worker: WorkerRecord) async throws

    /// Says that a worker has gone, its jobs given back.
    func leave(worker: String) async throws

    /// Makes due jobs pending and ends workflows whose deadline has passed.
    func promote() async throws -> PromoteAnswer

    /// Takes jobs back whose lease ran out.
    func reclaim() async throws -> Int

    /// Takes back at once all jobs of a worker that its supervisor saw die, and forgets the worker.
    ///
    /// - Parameters:
    ///   - worker: the ``WorkerRecord/id`` of the dead.
    ///   - crashed: whether it died of itself, so that one of its jobs may have been the cause: a crash is counted on
    ///     each. A worker that its supervisor killed costs its jobs nothing.
    func reclaim(worker: String, crashed: Bool) async throws -> Int

    /// Removes what has expired and is not removed by the broker itself: trimmed lists, forgotten workers.
    func prune() async throws -> Int
}

/// What `promote` moved, and when it should be called again.
public struct PromoteAnswer: Sendable, Equatable {
    public var promoted: Int
    /// Until the next job or deadline is due; nil when none is.
    public var nextDueIn: Duration?

    public init(promoted: Int, nextDueIn: Duration?) {
        self.promoted = promoted
        self.nextDueIn = nextDueIn
    }
}

/// Reads one record.
public protocol RecordReader: Sendable {
    func record(ofJob id: JobID) async throws -> JobRecord?
    func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord?

    /// Returns when the workflow's revision is no longer `revision`, or when the time is up; too early is allowed.
    func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws
}

/// Why a broker could not do what it was asked.
public enum BrokerError: Error, Sendable, Equatable {
    /// It cannot be reached, or did not answer in time; whether it took the request is unknown.
    case unavailable(String)
    /// It answers, and refuses writes: out of memory, read-only, disk full. Nothing was written.
    case refusesWrites(String)
    /// What it holds cannot be understood; a newer version wrote it, or another program.
    case unreadable(String)
}

extension BrokerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "The broker cannot be reached: \(reason)"
        case .refusesWrites(let reason): "The broker refuses writes: \(reason)"
        case .unreadable(let reason): "The broker holds something unreadable: \(reason)"
        }
    }
}
