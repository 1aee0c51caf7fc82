import Jobs
import Logging
import NIOCore

/// Turns one delivery into one outcome.
///
/// The only place where an error becomes a decision: handlers throw, the runner decides, the broker records.
struct JobRunner: Sendable {
    let broker: any Consumer
    let registry: JobRegistry
    /// Keeps the time limits, so that they hold while every handler thread is busy.
    let loop: any EventLoop
    let logger: Logger

    /// - Parameter overran: called when the run goes on after its hard limit, with what is to become of the job.
    /// - Returns: nil when the job is no longer ours, so that there is nothing to settle.
    func run(_ job: HeldJob, overran: @escaping @Sendable (Overrun) -> Void) async -> Outcome? {
        guard let handler = registry.handler(for: job.delivery) else { return .release(.unknownJob) }
        let limit = handler.options.timeout.map { limit in
            loop.scheduleTask(in: TimeAmount(limit)) { job.interrupt(.timeout) }
        }
        let hardLimit = handler.options.hardLimit.map { limit in
            loop.scheduleTask(in: TimeAmount(limit)) { overran(overrun(of: job, options: handler.options)) }
        }
        defer {
            limit?.cancel()
            hardLimit?.cancel()
        }
        do {
            let result = try await handler.run(job.delivery, context(for: job))
            return job.interruption == .lost ? nil : .complete(result: result)
        } catch {
            return decide(after: error, job: job, options: handler.options)
        }
    }

    private func decide(after error: any Error, job: HeldJob, options: JobOptions) -> Outcome? {
        switch job.interruption {
        case .lost: return nil
        case .shutdown: return .release(.shutdown)
        case .timeout where !(error is any RetryableError):
            return decide(after: timeout(options), attempt: job.delivery.attempt, options: options)
        case .timeout, nil:
            return decide(after: error, attempt: job.delivery.attempt, options: options)
        }
    }

    private func decide(after error: any Error, attempt: Int, options: JobOptions) -> Outcome {
        let failure = JobFailure(explaining: error)
        switch options.retry.decide(after: error, attempt: attempt, random: Chance.between(0, 1)) {
        case .retry(let delay): return .retry(after: delay, failure)
        case .bury: return .bury(failure, result: (error as? PermanentFailure)?.result)
        }
    }

    private func timeout(_ options: JobOptions) -> JobFailure {
        let limit = options.timeout?.seconds ?? 0
        return JobFailure(
            code: "timeout", message: "The job took longer than its limit of \(limit) s",
            details: ["limit_seconds": "\(limit)"])
    }

    private func overrun(of job: HeldJob, options: JobOptions) -> Overrun {
        let limit = options.hardLimit?.seconds ?? 0
        let failure = JobFailure(
            code: "hard_timeout",
            message: "The job ignored its cancellation and was ended at its hard limit of \(limit) s",
            details: ["limit_seconds": "\(limit)"])
        let decision = options.retry.decide(
            after: failure, attempt: job.delivery.attempt, random: .random(in: 0..<1))
        return Overrun(job.delivery, failure: failure, decision: decision)
    }

    private func context(for job: HeldJob) -> JobContext {
        let delivery = job.delivery
        return JobContext(
            delivery: delivery, logger: logger,
            report: { progress in try await report(progress, job: job) },
            results: {
                guard let workflow = delivery.workflow else { return [:] }
                return try await broker.results(of: workflow)
            })
    }

    private func report(_ progress: Progress, job: HeldJob) async throws {
        do {
            guard try await broker.report(progress, lease: job.delivery.lease) != .accepted else { return }
        } catch let error as BrokerError {
            // Progress is for looking at: a job does not fail because it could not be shown.
            logger.debug("Progress was not reported", metadata: ["error": "\(error)"])
            return
        }
        job.interrupt(.lost)
        throw LeaseLost(id: job.delivery.id)
    }
}
