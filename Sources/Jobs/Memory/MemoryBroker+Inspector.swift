import FoundationEssentials

extension MemoryBroker {
    public func record(ofJob id: JobID) async throws -> JobRecord? {
        step { $0.jobs[id]?.record }
    }

    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        step { $0.workflows[id]?.record }
    }

    public func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await wait(for: [.change(workflow)], atMost: limit) { state in
            state.workflows[workflow]?.record.revision != revision
        }
    }

    public func jobs(ofWorkflow id: WorkflowID) async throws -> [JobRecord] {
        step { state in (state.workflows[id]?.jobs ?? []).compactMap { state.jobs[$0]?.record } }
    }

    public func jobs(in list: JobList, limit: Int) async throws -> [JobRecord] {
        step { state in
            let records = state.ids(in: list).compactMap { state.jobs[$0]?.record }
            return Array(records.sorted { $0.listedAt(in: list) > $1.listedAt(in: list) }.prefix(max(0, limit)))
        }
    }

    public func workers() async throws -> [WorkerRecord] {
        step { $0.liveWorkers.sorted { $0.name < $1.name } }
    }

    public func queues() async throws -> [QueueStats] {
        step { state in
            state.queues.map { state.stats(of: $0.key, $0.value) }.sorted { $0.name < $1.name }
        }
    }

    public func stats() async throws -> BrokerStats {
        step { state in
            let queues = state.queues.values
            func sum(_ jobs: JobState) -> Int { queues.reduce(0) { $0 + ($1.counts[jobs] ?? 0) } }
            return BrokerStats(
                pending: sum(.pending), active: sum(.active), scheduled: sum(.scheduled), waiting: sum(.waiting),
                dead: sum(.dead), succeeded: queues.reduce(0) { $0 + $1.succeeded },
                failed: queues.reduce(0) { $0 + $1.failed }, retried: state.retried, reclaimed: state.reclaimed,
                workers: state.liveWorkers.count, broker: ["kind": "memory"])
        }
    }
}

extension MemoryState {
    fileprivate func ids(in list: JobList) -> Set<JobID> {
        let wanted: JobState =
            switch list {
            case .active: .active
            case .scheduled: .scheduled
            case .dead: .dead
            }
        let ids: any Sequence<JobID> =
            switch list {
            case .active: active
            case .scheduled: scheduled.items
            case .dead: dead
            }
        return Set(ids).filter { jobs[$0]?.record.state == wanted }
    }

    fileprivate func stats(of name: String, _ queue: MemoryQueue) -> QueueStats {
        let oldest = queue.heads.compactMap { jobs[$0] }.filter { $0.record.state == .pending }
            .compactMap(\.pendingSince).min()
        return QueueStats(
            name: name, pending: queue.counts[.pending] ?? 0, active: queue.counts[.active] ?? 0,
            scheduled: queue.counts[.scheduled] ?? 0, oldestMs: oldest.map { Int((now - $0).milliseconds) },
            ratePerSecond: queue.rate.perSecond(at: now), succeeded: queue.succeeded, failed: queue.failed,
            workers: serving(name), waiting: queue.counts[.waiting] ?? 0,
            isPaused: queue.isPaused, limits: queue.limits)
    }
}

extension JobRecord {
    /// The instant by which an operator's list is ordered.
    fileprivate func listedAt(in list: JobList) -> Date {
        switch list {
        case .active: startedAt ?? enqueuedAt
        case .scheduled: enqueuedAt
        case .dead: finishedAt ?? enqueuedAt
        }
    }
}
