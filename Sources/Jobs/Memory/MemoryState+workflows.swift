/// How a workflow begins, ends and is taken up again.
extension MemoryState {
    mutating func open(_ new: NewWorkflow) {
        guard workflows[new.id] == nil else { return }
        let workflow = MemoryWorkflow(new, now: now)
        workflows[new.id] = workflow
        deadlines.add(new.id, due: workflow.deadline)
        if let onEnd = new.onEnd, jobs[onEnd.id] == nil { write(MemoryJob(onEnd, state: .waiting, now: now)) }
        let ids = Dictionary(new.nodes.map { ($0.name, $0.job.id) }, uniquingKeysWith: { first, _ in first })
        for node in new.nodes { write(member(node, of: new)) }
        for node in new.nodes {
            for name in Set(node.after) {
                if let dependency = ids[name] { jobs[dependency]?.dependents.append(node.job.id) }
            }
        }
        for node in new.nodes where node.after.isEmpty { ready(node.job.id) }
        touched.insert(new.id)
    }

    private func member(_ node: NewWorkflow.Node, of workflow: NewWorkflow) -> MemoryJob {
        var job = MemoryJob(node.job, state: .waiting, now: now)
        job.record.workflow = workflow.id
        job.record.node = node.name
        job.record.group = node.group
        job.waits = Set(node.after).count
        return job
    }

    /// The last part of every step: ends the workflows whose last job has ended, and tells the readers of all that changed.
    mutating func endWorkflows() {
        for id in ended {
            guard let workflow = workflows[id], workflow.record.state == .running, workflow.remaining <= 0 else {
                continue
            }
            end(id, as: workflow.record.failure != nil ? .failed : workflow.isCancelled ? .cancelled : .succeeded)
        }
        for id in touched {
            workflows[id]?.record.revision += 1
            waiters.wakeAll(changeOf: id)
        }
        ended = []
        touched = []
    }

    /// Ends a workflow and enqueues what is to follow its end, in one step.
    mutating func end(_ id: WorkflowID, as state: WorkflowState) {
        workflows[id]?.record.state = state
        workflows[id]?.record.finishedAt = now.date
        touched.insert(id)
        guard let onEnd = workflows[id]?.onEnd, let job = jobs[onEnd] else { return }
        switch job.record.state {
        case .pending, .active: break
        case .waiting: ready(onEnd)
        case .scheduled, .succeeded, .dead, .cancelled:
            // The workflow was resumed and has ended again; its end is told again.
            revive(onEnd, waits: 0)
            ready(onEnd)
        }
    }

    /// The deadline has passed: ends it whatever it is doing, saying where it stood.
    mutating func timeOut(_ id: WorkflowID) {
        guard let workflow = workflows[id], workflow.record.state == .running else { return }
        let group = workflow.record.currentGroup
        let failure = JobFailure.timedOut(group, served: group.map { serving($0.queue) > 0 } ?? true)
        workflows[id]?.fail(WorkflowFailure(failure: failure, group: group?.name))
        cancelMembers(of: id, failure, alsoActive: true)
        end(id, as: .timedOut)
    }

    /// What succeeded stays; all else runs again, in order.
    mutating func resume(_ id: WorkflowID, deadline: Duration) {
        guard let workflow = workflows[id] else { return }
        let again = workflow.jobs.filter { jobs[$0]?.record.state != .succeeded }
        let until = now + deadline
        workflows[id]?.record.state = .running
        workflows[id]?.record.failure = nil
        workflows[id]?.record.finishedAt = nil
        workflows[id]?.record.deadlineAt = until.date
        workflows[id]?.deadline = until
        workflows[id]?.isCancelled = false
        workflows[id]?.remaining = again.count
        deadlines.add(id, due: until)
        for (job, waits) in waits(among: again) {
            workflows[id]?.update(group: jobs[job]?.record.group) {
                $0.failed = 0
                $0.cancelled = 0
                $0.finishedAt = nil
            }
            revive(job, waits: waits)
        }
        for job in again where jobs[job]?.waits == 0 { ready(job) }
        touched.insert(id)
        ended.insert(id)
    }

    /// For how many of these jobs each of them waits.
    private func waits(among again: [JobID]) -> [(JobID, Int)] {
        var waits: [JobID: Int] = [:]
        for job in again {
            for dependent in jobs[job]?.dependents ?? [] { waits[dependent, default: 0] += 1 }
        }
        return again.map { ($0, waits[$0] ?? 0) }
    }
}
