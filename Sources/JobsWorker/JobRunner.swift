import Jobs
import Logging

/// Turns one delivery into one outcome.
///
/// The only place where an error becomes a decision: handlers throw, the runner decides, the broker records.
struct JobRunner: Sendable {
    let registry: JobRegistry
    let broker: any Consumer
    let running: RunningJobs
    let parking: (@Sendable (ParkingPoint, Delivery) async -> Void)?

    /// Runs a delivery; nil when the lease is void and nothing may be written.
    func run(_ delivery: Delivery, logger: Logger) async -> Outcome? {
        guard let entry = registry.entry(for: delivery) else { return .release(.unknownJob) }
        let context = JobContext(
            delivery: delivery, logger: logger,
            report: { try await report($0, delivery.lease) },
            results: { [broker] in
                guard let workflow = delivery.workflow else { return [:] }
                return try await broker.results(of: workflow)
            })
        await parking?(.beforePerform, delivery)
        do {
            let result = try await withTimeLimit(entry.options.timeout, on: delivery.lease) {
                try await entry.handler(delivery, context)
            }
            await parking?(.performed, delivery)
            return .complete(result: result)
        } catch {
            return decide(error, delivery, entry.options)
        }
    }

    private func decide(_ error: any Error, _ delivery: Delivery, _ options: JobOptions) -> Outcome? {
        var error = error
        switch running.interruption(of: delivery.lease) {
        case .leaseGone: return nil
        case .shutdown: return .release(.shutdown)
        case .timeout: error = TimeLimitPassed(limit: options.timeout ?? .zero)
        case nil: if error is LeaseLost { return nil }
        }
        let failure = Self.failure(of: error)
        switch options.retry.decide(after: error, attempt: delivery.attempt, random: .random(in: 0..<1)) {
        case .retry(let delay): return .retry(after: delay, failure)
        case .bury: return .bury(failure, result: (error as? PermanentFailure)?.result)
        }
    }

    private static func failure(of error: any Error) -> JobFailure {
        switch error {
        case let error as any RetryableError: error.failure
        case let error as JobFailure: error
        default: JobFailure(code: "error", message: String(describing: error))
        }
    }

    private func report(_ progress: Progress, _ lease: Lease) async throws {
        guard try await broker.report(progress, lease: lease) == .accepted else {
            running.interrupt(lease, as: .leaseGone)
            throw LeaseLost(id: lease.id)
        }
    }

    /// Cancels the handler's task when its time is up; the handler may clean up before it throws.
    private func withTimeLimit<Value: Sendable>(
        _ limit: Duration?, on lease: Lease, _ body: () async throws -> Value
    ) async throws -> Value {
        guard let limit else { return try await body() }
        let alarm = Task { [running] in
            try await Task.sleep(for: limit)
            running.interrupt(lease, as: .timeout)
        }
        defer { alarm.cancel() }
        return try await body()
    }
}

/// A run took longer than its job's options allow.
struct TimeLimitPassed: RetryableError {
    let limit: Duration
    var isRetryable: Bool { true }
    var failure: JobFailure {
        JobFailure(code: "timeout", message: "It ran longer than its limit of \(limit)")
    }
}
