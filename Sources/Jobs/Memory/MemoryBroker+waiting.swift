extension MemoryBroker {
    /// Waits until a topic is told of, unless there is reason not to wait at all.
    ///
    /// The look and the wait are one step, so nothing can happen unseen between them.
    func wait(
        for topics: Set<MemoryWaiters.Topic>, atMost limit: Duration,
        unless isReady: @escaping @Sendable (inout MemoryState) -> Bool
    ) async throws {
        let ticket = step { $0.waiters.ticket() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.suspend(ticket, for: topics, unless: isReady) }
            group.addTask { try await Task.sleep(for: limit) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    private func suspend(
        _ ticket: Int, for topics: Set<MemoryWaiters.Topic>,
        unless isReady: @escaping @Sendable (inout MemoryState) -> Bool
    ) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = step { state in
                    if Task.isCancelled || isReady(&state) { return false }
                    state.waiters.wait(ticket, for: topics, continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            step { $0.waiters.wake(ticket) }
        }
    }
}
