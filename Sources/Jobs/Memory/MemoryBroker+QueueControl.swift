extension MemoryBroker {
    @discardableResult
    public func pause(queue: String) async throws -> Bool {
        step { state in
            let wasPaused = state.queues[queue]?.isPaused ?? false
            state.queues[queue, default: MemoryQueue()].isPaused = true
            return !wasPaused
        }
    }

    @discardableResult
    public func resume(queue: String) async throws -> Bool {
        step { state in
            guard state.queues[queue]?.isPaused ?? false else { return false }
            state.queues[queue]?.isPaused = false
            state.wakeIfPending(queue)
            return true
        }
    }

    public func limit(queue: String, to limits: QueueLimits) async throws {
        step { state in
            state.queues[queue, default: MemoryQueue()].limits = limits
            state.wakeIfPending(queue)
        }
    }

    @discardableResult
    public func purge(queue: String, reason: JobFailure) async throws -> Int {
        step { state in
            let pending = state.jobs.values.filter { $0.record.queue == queue && $0.record.state == .pending }
            for job in pending {
                state.cancel(job.record.id, reason)
                guard let workflow = job.record.workflow else { continue }
                state.workflows[workflow]?.isCancelled = true
                state.cancelDependents(of: job.record.id, reason)
            }
            return pending.count
        }
    }
}

extension MemoryState {
    fileprivate mutating func wakeIfPending(_ queue: String) {
        if (queues[queue]?.counts[.pending] ?? 0) > 0 { waiters.wakeOne(queue: queue) }
    }
}
