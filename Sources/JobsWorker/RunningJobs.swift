import Jobs
import Synchronization

/// The jobs in this worker's hands, and how many more it could take.
final class RunningJobs: Sendable {
    struct Running {
        var delivery: Delivery
        var task: Task<Void, Never>?
        /// Why its task was cancelled by us; nil while it runs freely.
        var interruption: Interruption?
    }

    /// Why a handler was told to stop.
    enum Interruption: Sendable {
        /// The lease is void: nothing may be written for it.
        case leaseGone
        case timeout
        case shutdown
    }

    private struct State {
        var running: [Lease: Running] = [:]
        var started = 0
        var succeeded = 0
        var failed = 0
        var waitingForEmpty: [CheckedContinuation<Void, Never>] = []
    }

    let slots: Int
    private let state = Mutex(State())
    private let freed: AsyncStream<Void>
    private let free: AsyncStream<Void>.Continuation

    init(slots: Int) {
        self.slots = slots
        (freed, free) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Yields whenever a slot may have become free; one reader.
    var slotFreed: AsyncStream<Void> { freed }

    var count: Int { state.withLock { $0.running.count } }
    var started: Int { state.withLock { $0.started } }
    var tallies: (succeeded: Int, failed: Int) { state.withLock { ($0.succeeded, $0.failed) } }
    var leases: [Lease] { state.withLock { Array($0.running.keys) } }

    /// What may be asked for: of each queue its own limit less what runs of it.
    func demand(_ queues: [QueueDemand]) -> (count: Int, queues: [QueueDemand]) {
        state.withLock { state in
            let free = slots - state.running.count
            let used = Dictionary(grouping: state.running.values, by: \.delivery.queue).mapValues(\.count)
            let open = queues.compactMap { demand -> QueueDemand? in
                let left = min(free, demand.limit - (used[demand.queue] ?? 0))
                return left > 0 ? QueueDemand(queue: demand.queue, limit: left) : nil
            }
            return (open.isEmpty ? 0 : free, open)
        }
    }

    func begin(_ delivery: Delivery) {
        state.withLock { state in
            state.running[delivery.lease] = Running(delivery: delivery)
            state.started += 1
        }
    }

    /// Remembers the task of a job, to be cancelled by ``interrupt(_:as:)``.
    func attach(_ task: Task<Void, Never>, to lease: Lease) {
        let isInterrupted = state.withLock { state in
            state.running[lease]?.task = task
            return state.running[lease]?.interruption != nil
        }
        if isInterrupted { task.cancel() }
    }

    /// Cancels a job's task; the first reason stays.
    func interrupt(_ lease: Lease, as reason: Interruption) {
        let task = state.withLock { state -> Task<Void, Never>? in
            guard state.running[lease] != nil else { return nil }
            if state.running[lease]?.interruption == nil { state.running[lease]?.interruption = reason }
            return state.running[lease]?.task
        }
        task?.cancel()
    }

    func interruption(of lease: Lease) -> Interruption? {
        state.withLock { $0.running[lease]?.interruption }
    }

    func end(_ lease: Lease, succeeded: Bool?) {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.running.removeValue(forKey: lease) != nil else { return [] }
            if succeeded == true { state.succeeded += 1 }
            if succeeded == false { state.failed += 1 }
            guard state.running.isEmpty else { return [] }
            defer { state.waitingForEmpty = [] }
            return state.waitingForEmpty
        }
        for caller in waiting { caller.resume() }
        free.yield()
    }

    /// Returns once no job is in hand.
    func waitUntilEmpty() async {
        await withCheckedContinuation { caller in
            let isEmpty = state.withLock { state in
                if !state.running.isEmpty { state.waitingForEmpty.append(caller) }
                return state.running.isEmpty
            }
            if isEmpty { caller.resume() }
        }
    }
}
