/// Runs `body`, and gives it up when its time is over.
///
/// - Throws: `failure` then; else what `body` throws.
package func withDeadline<Value: Sendable>(
    _ deadline: ContinuousClock.Instant, failure: any Error,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask(operation: body)
        group.addTask {
            try await Task.sleep(until: deadline)
            throw failure
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
