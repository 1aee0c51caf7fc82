import Jobs
import Synchronization

/// The slots of a worker and the jobs in them: the one place that says what this process holds.
final class Slots: Sendable {
    private struct State: Sendable {
        var held: [Lease: HeldJob] = [:]
        /// Jobs that were ended although their handlers go on, each on a thread of its own.
        var stuck: Set<Lease> = []
        var inQueue: [String: Int] = [:]
        var tally = Tally()
    }

    /// What the worker has done since its start.
    struct Tally: Sendable {
        var started = 0
        var finished = 0
        var succeeded = 0
        var failed = 0
    }

    /// Raised whenever a slot becomes free.
    let freed = Signal()
    private let queues: [QueueDemand]
    private let concurrency: Int
    private let maxJobs: Int?
    private let state = Mutex(State())

    init(queues: [QueueDemand], concurrency: Int, maxJobs: Int?) {
        self.queues = queues
        self.concurrency = concurrency
        self.maxJobs = maxJobs
    }

    /// How much may be taken now.
    struct Room: Sendable, Equatable {
        var count: Int
        /// The queues that are below their limit.
        var queues: [QueueDemand]
        /// Whether a queue is at its limit, so that a freed slot opens it again.
        var isLimited: Bool
        /// Whether nothing is in hand, so that a job may be taken that runs alone.
        var isIdle: Bool
    }

    var room: Room {
        state.withLock { state in
            let unbegun = maxJobs.map { $0 - state.tally.started } ?? .max
            let demands = queues.map {
                QueueDemand(queue: $0.queue, limit: $0.limit - (state.inQueue[$0.queue] ?? 0))
            }
            let open = demands.filter { $0.limit > 0 }
            let isTaken = state.held.values.contains(where: \.delivery.runsAlone)
            let free = min(
                concurrency - state.held.count - state.stuck.count, unbegun, open.reduce(0) { $0 + $1.limit })
            return Room(
                count: isTaken ? 0 : max(0, free), queues: open, isLimited: open.count < demands.count,
                isIdle: state.held.isEmpty)
        }
    }

    /// Whether more than half of the slots are taken.
    var isMostlyTaken: Bool { state.withLock { $0.held.count + $0.stuck.count > concurrency / 2 } }
    var held: [HeldJob] { state.withLock { Array($0.held.values) } }
    var isEmpty: Bool { state.withLock { $0.held.isEmpty } }
    var active: Int { state.withLock { $0.held.count } }
    /// Whether some handler goes on although its job was ended.
    var hasStuck: Bool { state.withLock { !$0.stuck.isEmpty } }
    /// Whether no slot is left but those.
    var isStuck: Bool { state.withLock { $0.stuck.count >= concurrency } }
    var tally: Tally { state.withLock { $0.tally } }

    /// Whether as many jobs have ended as the worker was to run.
    var isSpent: Bool { maxJobs.map { tally.finished >= $0 } ?? false }

    /// False when that very delivery is in a slot already, as after a reserve that was sent again.
    func add(_ job: HeldJob) -> Bool {
        state.withLock { state in
            guard state.held[job.delivery.lease] == nil else { return false }
            state.held[job.delivery.lease] = job
            state.inQueue[job.delivery.queue, default: 0] += 1
            state.tally.started += 1
            return true
        }
    }

    /// The job is no longer in hand, but its handler keeps the slot's thread until it returns.
    func abandon(_ job: HeldJob, outcome: Outcome?) {
        state.withLock { state in
            if state.held[job.delivery.lease] != nil { state.stuck.insert(job.delivery.lease) }
        }
        free(job, outcome: outcome)
    }

    func free(_ job: HeldJob, outcome: Outcome?) {
        state.withLock { state in
            guard state.held.removeValue(forKey: job.delivery.lease) != nil else { return }
            state.inQueue[job.delivery.queue, default: 0] -= 1
            state.tally.finished += 1
            switch outcome {
            case .complete: state.tally.succeeded += 1
            case .bury, .retry: state.tally.failed += 1
            case .release, nil: break
            }
        }
        freed.raise()
    }

    /// The handler has returned.
    func unstick(_ job: HeldJob) {
        let wasStuck = state.withLock { $0.stuck.remove(job.delivery.lease) != nil }
        if wasStuck { freed.raise() }
    }
}
