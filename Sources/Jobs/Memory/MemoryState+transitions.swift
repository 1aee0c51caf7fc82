/// Every arrow of the state picture, one function each. Nothing else changes the state of a job.
extension MemoryState {
    /// Takes a job from one state into another: counters, and the sets that hold it there.
    private mutating func move(_ id: JobID, to state: JobState, _ change: (inout MemoryJob) -> Void = { _ in }) {
        guard var job = jobs[id] else { return }
        let old = job.record
        queues[old.queue, default: MemoryQueue()].counts[old.state, default: 0] -= 1
        queues[old.queue, default: MemoryQueue()].counts[state, default: 0] += 1
        if old.state == .active {
            leaveActive(old, isCounted: job.isCounted)
            job.isCounted = false
        }
        if state.isTerminal { freeKey(of: job) }
        job.record.state = state
        job.record.progress = nil
        job.record.dueAt = nil
        job.record.leaseUntil = nil
        if state.isTerminal { job.record.finishedAt = now.date }
        change(&job)
        jobs[id] = job
        if let workflow = old.workflow { touched.insert(workflow) }
    }

    private mutating func leaveActive(_ record: JobRecord, isCounted: Bool) {
        active.remove(record.id)
        if isCounted { queues[record.queue]?.end(tenant: record.tenant) }
        if let queue = queues[record.queue], queue.isLimited, (queue.counts[.pending] ?? 0) > 0 {
            waiters.wakeOne(queue: record.queue)
        }
        guard let workflow = record.workflow else { return }
        workflows[workflow]?.move(group: record.group, from: record.progress, to: nil)
        workflows[workflow]?.update(group: record.group) { $0.active -= 1 }
    }

    // MARK: enqueue

    /// Writes a job that does not run yet.
    mutating func write(_ job: MemoryJob) {
        jobs[job.record.id] = job
        queues[job.record.queue, default: MemoryQueue()].counts[job.record.state, default: 0] += 1
    }

    /// waiting → pending or scheduled: nothing but its own delay keeps it from running.
    mutating func ready(_ id: JobID) {
        guard let job = jobs[id] else { return }
        if let delay = job.delay, delay > .zero { schedule(id, due: now + delay) } else { pend(id, atFront: false) }
    }

    // MARK: promote, and what leads back to a queue

    mutating func pend(_ id: JobID, atFront: Bool) {
        guard let record = jobs[id]?.record else { return }
        let instant = now
        move(id, to: .pending) {
            $0.pendingSince = instant
            $0.due = nil
        }
        if jobs[id]?.isSuspect ?? false {
            suspects.append(id)
        } else {
            queues[record.queue, default: MemoryQueue()]
                .add(id, tenant: record.tenant, priority: record.priority, atFront: atFront)
        }
        waiters.wakeOne(queue: record.queue)
    }

    /// A due time before all others wakes a worker, so that its timer learns of it.
    mutating func schedule(_ id: JobID, due: MemoryTime) {
        guard let queue = jobs[id]?.record.queue else { return }
        let first = firstScheduled()
        move(id, to: .scheduled) {
            $0.due = due
            $0.record.dueAt = due.date
        }
        scheduled.add(id, due: due)
        if first.map({ due < $0 }) ?? true { waiters.wakeOne(queue: queue) }
    }

    mutating func firstScheduled() -> MemoryTime? {
        var line = MemoryTimeline<JobID>()
        swap(&line, &scheduled)
        defer { scheduled = line }
        return line.first { id, due in jobs[id]?.record.state == .scheduled && jobs[id]?.due == due }
    }

    // MARK: reserve

    /// The next pending job of a queue, taken out of its ring.
    mutating func nextPending(in name: String) -> JobID? {
        guard var queue = queues.removeValue(forKey: name) else { return nil }
        defer { queues[name] = queue }
        return queue.next { jobs[$0]?.record.state == .pending }
    }

    mutating func activate(_ id: JobID, worker: String, token: String, lease: Duration) {
        let (start, until) = (now, now + lease)
        let isCounted = jobs[id].map { queues[$0.record.queue]?.begin(tenant: $0.record.tenant) ?? false } ?? false
        move(id, to: .active) {
            $0.isCounted = isCounted
            $0.token = token
            $0.leaseUntil = until
            $0.record.deliveries += 1
            $0.record.attempt += 1
            $0.record.worker = worker
            $0.record.startedAt = start.date
            $0.record.leaseUntil = until.date
        }
        active.insert(id)
        guard let record = jobs[id]?.record, let workflow = record.workflow else { return }
        if workflows[workflow]?.record.startedAt == nil { workflows[workflow]?.record.startedAt = start.date }
        workflows[workflow]?.update(group: record.group) {
            $0.active += 1
            $0.attempts += 1
            if $0.startedAt == nil { $0.startedAt = start.date }
        }
    }

    // MARK: settle

    mutating func complete(_ id: JobID, result: [UInt8]?) {
        guard let record = jobs[id]?.record else { return }
        move(id, to: .succeeded) {
            $0.record.result = result
            $0.record.failure = nil
        }
        countEnd(record.queue) { $0.succeeded += 1 }
        for dependent in jobs[id]?.dependents ?? [] {
            jobs[dependent]?.waits -= 1
            if let job = jobs[dependent], job.waits == 0, job.record.state == .waiting { ready(dependent) }
        }
        countInGroup(record) { $0.succeeded += 1 }
    }

    mutating func retry(_ id: JobID, after delay: Duration, _ failure: JobFailure) {
        jobs[id]?.record.failure = failure
        retried += 1
        if delay > .zero { schedule(id, due: now + delay) } else { pend(id, atFront: false) }
    }

    /// Gives a job back untouched, to be taken next: it was the oldest when it was taken.
    mutating func release(_ id: JobID) {
        returnAttempt(id)
        pend(id, atFront: true)
    }

    /// For a job that its worker does not know: another may, and if none does it is set aside.
    mutating func releaseUnknown(_ id: JobID) {
        guard let job = jobs[id] else { return }
        let since = job.unknownSince ?? now
        if !isKnown(job.record) && now - since >= options.unknownJobPatience {
            return bury(id, .unknownJob(job.record), result: nil)
        }
        jobs[id]?.unknownSince = since
        returnAttempt(id)
        schedule(id, due: now + options.unknownJobPause)
    }

    private func isKnown(_ record: JobRecord) -> Bool {
        liveWorkers.contains { ($0.jobs[record.name] ?? 0) >= record.version }
    }

    private mutating func returnAttempt(_ id: JobID) {
        guard let job = jobs[id] else { return }
        jobs[id]?.record.attempt = max(0, job.record.attempt - 1)
    }

    mutating func bury(_ id: JobID, _ failure: JobFailure, result: [UInt8]?) {
        guard let record = jobs[id]?.record else { return }
        move(id, to: .dead) {
            $0.record.failure = failure
            $0.record.result = result
        }
        dead.append(id)
        countEnd(record.queue) { $0.failed += 1 }
        guard let workflow = record.workflow else { return }
        workflows[workflow]?.fail(
            WorkflowFailure(failure: failure, group: record.group, node: record.node, job: record.id))
        let because = JobFailure.dependencyFailed(node: record.node ?? "")
        switch workflows[workflow]?.failurePolicy {
        case .cancelAll: cancelMembers(of: workflow, because, alsoActive: false)
        case .cancelDependents: cancelDependents(of: id, because)
        case nil: break
        }
        countInGroup(record) { $0.failed += 1 }
    }

    // MARK: reclaim

    /// The lease ran out. Only when its worker is gone too was it a crash.
    mutating func reclaim(_ id: JobID) {
        guard let worker = jobs[id]?.record.worker else { return }
        let lastBeat = workers[worker]?.lastBeat
        reclaim(id, crashed: lastBeat.map { now - $0 > options.lease } ?? true)
    }

    /// Only a crash that it had to itself condemns a job: one before may have been a neighbour's.
    mutating func reclaim(_ id: JobID, crashed: Bool) {
        guard let job = jobs[id] else { return }
        reclaimed += 1
        guard crashed else { return release(id) }
        let crashes = job.record.crashes + 1
        jobs[id]?.record.crashes = crashes
        let isGuilty = job.isSuspect && crashes >= options.maxCrashes
        if isGuilty { bury(id, .poison(crashes: crashes), result: nil) } else { release(id) }
    }

    // MARK: cancel

    mutating func cancel(_ id: JobID, _ failure: JobFailure) {
        guard let record = jobs[id]?.record, !record.state.isTerminal else { return }
        move(id, to: .cancelled) { $0.record.failure = failure }
        countInGroup(record) { $0.cancelled += 1 }
    }

    /// What waits for a job that will not succeed is cancelled, and what waits for that.
    mutating func cancelDependents(of id: JobID, _ failure: JobFailure) {
        var line = [id]
        while let next = line.popLast() {
            for dependent in jobs[next]?.dependents ?? [] where jobs[dependent]?.record.state == .waiting {
                cancel(dependent, failure)
                line.append(dependent)
            }
        }
    }

    mutating func cancelMembers(of workflow: WorkflowID, _ failure: JobFailure, alsoActive: Bool) {
        for id in workflows[workflow]?.jobs ?? [] where alsoActive || jobs[id]?.record.state != .active {
            cancel(id, failure)
        }
    }

    // MARK: requeue and resume

    /// Brings an ended job back, as if it had never run.
    mutating func revive(_ id: JobID, waits: Int) {
        move(id, to: .waiting) {
            $0.begin()
            $0.waits = waits
        }
    }

    // MARK: counting ends

    private mutating func countEnd(_ name: String, _ change: (inout MemoryQueue) -> Void) {
        change(&queues[name, default: MemoryQueue()])
        queues[name]?.rate.count(at: now)
    }

    private mutating func countInGroup(_ record: JobRecord, _ change: (inout WorkflowRecord.Group) -> Void) {
        guard let workflow = record.workflow else { return }
        let instant = now
        workflows[workflow]?.remaining -= 1
        workflows[workflow]?.update(group: record.group) {
            change(&$0)
            if $0.isFinished { $0.finishedAt = instant.date }
        }
        ended.insert(workflow)
    }
}
