extension MemoryBroker {
    public func makeID(tenant: String) -> ShardedID { ShardedID() }

    @discardableResult
    public func enqueue(_ jobs: [NewJob]) async throws -> [JobID] {
        for job in jobs { try job.checkNames() }
        return step { state in
            jobs.map { job in
                if state.jobs[job.id] != nil { return job.id }
                if let holder = state.holder(ofKeyOf: job) { return holder }
                state.write(MemoryJob(job, state: .waiting, now: state.now))
                state.ready(job.id)
                return job.id
            }
        }
    }

    public func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding {
        try tick.job.checkNames()
        return step { $0.take(tick) }
    }

    public func enqueue(_ workflow: NewWorkflow) async throws {
        try workflow.validate()
        for node in workflow.nodes { try node.job.checkNames() }
        try workflow.onEnd?.checkNames()
        step { $0.open(workflow) }
    }

    public func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        step { state in
            guard let record = state.jobs[id]?.record else { return .notFound }
            guard !record.state.isTerminal else { return .wrongState }
            state.cancel(id, reason)
            if let workflow = record.workflow {
                state.workflows[workflow]?.isCancelled = true
                state.cancelDependents(of: id, reason)
            }
            return .done
        }
    }

    public func cancel(workflow id: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        step { state in
            guard let record = state.workflows[id]?.record else { return .notFound }
            guard !record.state.isTerminal else { return .wrongState }
            state.workflows[id]?.fail(WorkflowFailure(failure: reason))
            state.cancelMembers(of: id, reason, alsoActive: true)
            state.end(id, as: .cancelled)
            return .done
        }
    }

    public func resume(workflow id: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        step { state in
            switch state.workflows[id]?.record.state {
            case nil: return .notFound
            case .building, .running, .succeeded: return .wrongState
            case .failed, .cancelled, .timedOut:
                state.resume(id, deadline: deadline)
                return .done
            }
        }
    }

    public func requeue(job id: JobID) async throws -> ChangeAnswer {
        step { state in
            guard let record = state.jobs[id]?.record else { return .notFound }
            guard record.state == .dead, record.workflow == nil else { return .wrongState }
            state.revive(id, waits: 0)
            state.holdKey(of: id)
            state.pend(id, atFront: false)
            return .done
        }
    }
}
