extension MemoryBroker {
    public func reserve(_ request: ReserveRequest) async throws -> Reservation {
        step { state in
            if let last = state.reservations[request.worker], last.sequence == request.sequence {
                let held = last.jobs.compactMap { state.jobs[$0] }
                return Reservation(
                    held.filter { $0.record.state == .active && $0.token == request.token }.map(\.delivery))
            }
            // It comes after its successors: whoever asked hears no answer any more.
            if let last = state.reservations[request.worker], last.sequence > request.sequence {
                return Reservation([])
            }
            guard let taken = state.take(request) else { return Reservation(wantsIdle: true) }
            state.reservations[request.worker] = .init(sequence: request.sequence, jobs: taken)
            return Reservation(taken.compactMap { state.jobs[$0]?.delivery })
        }
    }

    public func waitForWork(queues: [String], atMost limit: Duration) async throws {
        let topics = Set(queues.map { MemoryWaiters.Topic.work(queue: $0) })
        try await wait(for: topics, atMost: limit) { state in
            state.waiters.takeToken(queues: queues)
        }
    }

    public func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        step { state in
            let until = state.now + duration
            return leases.map { lease in
                guard let job = state.jobs[lease.id] else { return .lost }
                let answer = job.answer(to: lease.fence)
                if answer == .accepted {
                    state.jobs[lease.id]?.leaseUntil = until
                    state.jobs[lease.id]?.record.leaseUntil = until.date
                }
                return answer
            }
        }
    }

    public func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        step { state in
            guard let job = state.jobs[lease.id] else { return .lost }
            let answer = job.answer(to: lease.fence)
            guard answer == .accepted else { return answer }
            state.jobs[lease.id]?.record.progress = progress
            if let workflow = job.record.workflow {
                state.workflows[workflow]?.move(group: job.record.group, from: job.record.progress, to: progress)
                state.touched.insert(workflow)
            }
            return answer
        }
    }

    public func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        step { state in settlements.map { state.settle($0) } }
    }

    public func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        step { state in
            var results: [String: [UInt8]] = [:]
            for id in state.workflows[workflow]?.jobs ?? [] {
                guard let record = state.jobs[id]?.record, let node = record.node else { continue }
                results[node] = record.result
            }
            return results
        }
    }
}

extension MemoryState {
    /// Takes pending jobs, queue by queue as the worker prefers them, each under a lease.
    ///
    /// - Returns: nil when the worker should become idle, because it was chosen for a job that runs alone.
    fileprivate mutating func take(_ request: ReserveRequest) -> [JobID]? {
        if let suspect = nextSuspect(for: request.queues) {
            if request.isIdle {
                suspects.removeAll { $0 == suspect }
                booked = nil
                activate(suspect, worker: request.worker, token: request.token, lease: request.lease)
                if let queue = jobs[suspect]?.record.queue { _ = queues[queue]?.spend(1, at: now) }
                return [suspect]
            }
            if book(request.worker) { return nil }
        }
        var taken: [JobID] = []
        for demand in request.queues {
            let wanted = max(0, min(demand.limit, min(request.count, 250) - taken.count))
            guard wanted > 0 else { continue }
            let allowed = queues[demand.queue]?.allowance(wanted, at: now) ?? 0
            let before = taken.count
            for _ in 0..<allowed {
                guard let id = nextPending(in: demand.queue) else { break }
                activate(id, worker: request.worker, token: request.token, lease: request.lease)
                taken.append(id)
            }
            let refill = queues[demand.queue]?.spend(taken.count - before, at: now)
            if let refill, allowed < wanted { refills.add(demand.queue, due: refill) }
            passOnWake(demand.queue, tookAll: taken.count - before == wanted)
        }
        return taken
    }

    /// One worker is woken at a time; whoever leaves something wakes the next.
    ///
    /// - Parameter tookAll: whether it got all it wanted; what is left otherwise may not be taken yet.
    private mutating func passOnWake(_ queue: String, tookAll: Bool) {
        let isEmpty = (queues[queue]?.counts[.pending] ?? 0) == 0
        if isEmpty || !tookAll { waiters.dropTokens(queue: queue) } else { waiters.passOnWake(queue: queue) }
    }

    fileprivate mutating func settle(_ settlement: Settlement) -> LeaseAnswer {
        let (id, fence) = (settlement.lease.id, settlement.lease.fence)
        guard let job = jobs[id] else { return .lost }
        if job.settled == fence && !(job.record.state == .active && job.fence == fence) { return .accepted }
        let answer = job.answer(to: fence)
        guard answer == .accepted else { return answer }
        jobs[id]?.settled = fence
        switch settlement.outcome {
        case .complete(let result): complete(id, result: result)
        case .retry(let delay, let failure): retry(id, after: delay, failure)
        case .bury(let failure, let result): bury(id, failure, result: result)
        case .release(.shutdown): release(id)
        case .release(.unknownJob): releaseUnknown(id)
        }
        return .accepted
    }
}
