import FoundationEssentials

extension MemoryBroker {
    public func beat(_ worker: WorkerRecord) async throws {
        step { state in
            if let last = state.lastBeat, state.now - last > options.lease / 2 {
                // Nobody was heard of: it was the broker that was away, so every worker may renew first.
                state.heldUntil = state.now + options.lease
            }
            state.lastBeat = state.now
            var record = worker
            record.lastBeatAt = state.now.date
            state.workers[worker.id] = .init(record: record, lastBeat: state.now)
        }
    }

    public func leave(worker: String) async throws {
        step { state in
            state.workers[worker] = nil
            state.reservations[worker] = nil
        }
    }

    public func promote() async throws -> PromoteAnswer {
        step { state in
            var promoted = 0
            for (due, id) in state.scheduled.take(until: state.now) {
                guard let job = state.jobs[id], job.record.state == .scheduled, job.due == due else { continue }
                if let missedAt = job.missedAt, missedAt < state.now {
                    state.cancel(id, .missed)
                    continue
                }
                state.jobs[id]?.missedAt = nil
                state.pend(id, atFront: false)
                promoted += 1
            }
            for (_, queue) in state.refills.take(until: state.now) { state.waiters.wakeOne(queue: queue) }
            for (due, id) in state.deadlines.take(until: state.now) where state.workflows[id]?.deadline == due {
                state.timeOut(id)
            }
            state.endWorkflows()
            return PromoteAnswer(promoted: promoted, nextDueIn: state.nextDue().map { $0 - state.now })
        }
    }

    public func reclaim() async throws -> Int {
        step { state in
            if let held = state.heldUntil, state.now < held { return 0 }
            // After an outage this may come before the first beat, which says until when nothing is reclaimed.
            if let last = state.lastBeat, state.now - last > options.lease / 2 { return 0 }
            let expired = state.active.filter { id in state.jobs[id]?.leaseUntil.map { $0 <= state.now } ?? false }
            for id in expired.sorted(by: { $0.description < $1.description }) { state.reclaim(id) }
            return expired.count
        }
    }

    public func reclaim(worker: String, crashed: Bool) async throws -> Int {
        step { state in
            let held = state.active.filter { id in state.jobs[id]?.record.worker == worker }
            for id in held.sorted(by: { $0.description < $1.description }) { state.reclaim(id, crashed: crashed) }
            state.workers[worker] = nil
            state.reservations[worker] = nil
            return held.count
        }
    }

    public func prune() async throws -> Int {
        step { $0.prune() }
    }
}

extension MemoryState {
    fileprivate mutating func nextDue() -> MemoryTime? {
        var line = MemoryTimeline<WorkflowID>()
        swap(&line, &deadlines)
        defer { deadlines = line }
        let deadline = line.first { id, due in
            workflows[id]?.record.state == .running && workflows[id]?.deadline == due
        }
        let refill = refills.first { _, _ in true }
        return [firstScheduled(), deadline, refill].compactMap(\.self).min()
    }

    /// Removes the records of what ended long ago and of workers not heard of for a day.
    fileprivate mutating func prune() -> Int {
        let limit = (now - options.recordsKept).date
        let workflowsBefore = workflows.count, jobsBefore = jobs.count, workersBefore = workers.count
        workflows = workflows.filter { _, workflow in workflow.record.finishedAt.map { $0 > limit } ?? true }
        for (id, job) in jobs where isForgotten(job, limit: limit) {
            queues[job.record.queue]?.counts[job.record.state, default: 0] -= 1
            jobs[id] = nil
        }
        dead.removeAll { jobs[$0] == nil }
        workers = workers.filter { _, worker in worker.lastBeat > now - .seconds(24 * 3600) }
        reservations = reservations.filter { worker, _ in workers[worker] != nil }
        return workflowsBefore + jobsBefore + workersBefore - workflows.count - jobs.count - workers.count
    }

    /// A job lives as long as its workflow; one of its own, so long after its end.
    private func isForgotten(_ job: MemoryJob, limit: Date) -> Bool {
        if let workflow = job.record.workflow { return workflows[workflow] == nil }
        return job.record.finishedAt.map { $0 <= limit } ?? false
    }
}
