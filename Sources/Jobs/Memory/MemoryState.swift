/// Everything a memory broker knows, changed by one verb at a time.
struct MemoryState: Sendable {
    let options: MemoryBroker.Options
    var now: MemoryTime
    /// How far the clock was put on.
    var ahead = Duration.zero
    var jobs: [JobID: MemoryJob] = [:]
    var workflows: [WorkflowID: MemoryWorkflow] = [:]
    var queues: [String: MemoryQueue] = [:]
    var workers: [String: MemoryWorker] = [:]
    /// The last reservation of each worker, for a request that is sent again.
    var reservations: [String: Reservation] = [:]
    var scheduled = MemoryTimeline<JobID>()
    var deadlines = MemoryTimeline<WorkflowID>()
    /// When a queue that has reached its rate may be served again.
    var refills = MemoryTimeline<String>()
    var uniqueKeys: [UniqueKey: UniqueHolder] = [:]
    /// By the name of a schedule.
    var periodic: [String: Standing] = [:]
    /// What is in flight: the one place that `reclaim` looks at.
    var active: Set<JobID> = []
    /// Pending jobs that run alone, in the order in which they became pending; one pending no more is passed over.
    var suspects: [JobID] = []
    /// The worker that was asked to become idle for one of them, and until when it is waited for.
    var booked: (worker: String, until: MemoryTime)?
    /// In the order in which they were set aside; one that was brought back since is passed over.
    var dead: [JobID] = []
    var retried = 0
    var reclaimed = 0
    /// The last heartbeat of anyone, and until when an outage keeps `reclaim` from acting.
    var lastBeat: MemoryTime?
    var heldUntil: MemoryTime?
    var waiters = MemoryWaiters()
    /// Workflows whose last job may have ended in this step, and those whose readers will be told of it.
    var ended: Set<WorkflowID> = []
    var touched: Set<WorkflowID> = []

    struct Reservation: Sendable {
        var sequence: Int
        var jobs: [JobID]
    }

    struct UniqueKey: Hashable, Sendable {
        var tenant: String
        var key: String
    }

    struct UniqueHolder: Sendable {
        var job: JobID
        /// Nil is until the job's end.
        var until: MemoryTime?
    }

    struct Standing: Sendable {
        var tick: MemoryTime
        var specification: String
        var job: JobID
    }

    struct MemoryWorker: Sendable {
        var record: WorkerRecord
        var lastBeat: MemoryTime
    }

    init(options: MemoryBroker.Options, now: MemoryTime) {
        self.options = options
        self.now = now
    }

    /// The workers heard of lately.
    var liveWorkers: [WorkerRecord] {
        workers.values.filter { $0.lastBeat >= now - options.workerAlive }.map(\.record)
    }

    func serving(_ queue: String) -> Int {
        liveWorkers.count { worker in worker.queues.contains { $0.queue == queue && $0.limit > 0 } }
    }
}
