/// Lets so many run at a time; the others wait in the order in which they came.
public actor Turnstile {
    private var free: Int
    private var waiting: [Waiter] = []
    private var nextID = 0

    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Bool, Never>
    }

    /// - Parameter count: at least 1.
    public init(_ count: Int) {
        free = max(1, count)
    }

    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    public nonisolated func run<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        try await enter()
        do {
            let result = try await work()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async throws {
        try Task.checkCancellation()
        if free > 0 {
            free -= 1
            return
        }
        let id = nextID
        nextID += 1
        let entered = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append(Waiter(id: id, continuation: continuation))
                }
            }
        } onCancel: {
            Task { await self.forget(id) }
        }
        guard entered else { throw CancellationError() }
    }

    /// The slot goes straight to the next in line.
    private func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().continuation.resume(returning: true)
    }

    private func forget(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}
