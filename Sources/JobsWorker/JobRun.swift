import Jobs
import Logging
import NIOCore

/// Carries one job from its delivery to the broker's answer: run, settle, free the slot; a line at each end.
struct JobRun: Sendable {
    let runner: JobRunner
    let settler: Settler
    let slots: Slots
    let threads: HandlerThreads
    /// Whoever can end this process when a handler does not end; nil when nobody can.
    let supervisor: SupervisorLink?
    let keeper: any EventLoop
    /// Raised when a retry was scheduled: it may be due before anything else.
    let look: Signal
    let parking: Parking?
    let logger: Logger

    /// Starts the run on a handler thread of its own and returns.
    func start(_ job: HeldJob) {
        job.attach(Task(executorPreference: threads) { await run(job) })
    }

    private func run(_ job: HeldJob) async {
        let began = ContinuousClock.now
        logger.info("Job started", metadata: job.delivery.logMetadata)
        await parking?(.beforePerform, job.delivery)
        let outcome = await runner.run(job) { overrun in overran(job, overrun) }
        await parking?(.performed, job.delivery)
        guard let outcome, job.claimSettlement() else { return conclude(job, outcome, answer: nil, began) }
        // Not waited for: this thread is the next job's as soon as the handler has returned.
        settler.settle(Settlement(lease: job.delivery.lease, outcome: outcome)) { answer in
            guard let parking else { return conclude(job, outcome, answer: answer, began) }
            Task(executorPreference: threads) {
                await parking(.settled, job.delivery)
                conclude(job, outcome, answer: answer, began)
            }
        }
    }

    /// The slot is free again. The answer is nil when there was nothing to settle, or nobody answered.
    private func conclude(
        _ job: HeldJob, _ outcome: Outcome?, answer: LeaseAnswer?, _ began: ContinuousClock.Instant
    ) {
        logger.info(
            "Job finished",
            metadata: metadata(job, outcome, answer, after: ContinuousClock.now - began))
        slots.free(job, outcome: answer == .accepted ? outcome : nil)
        slots.unstick(job)
        if case .retry = outcome { look.raise() }
    }

    private func metadata(
        _ job: HeldJob, _ outcome: Outcome?, _ answer: LeaseAnswer?, after duration: Duration
    ) -> Logger.Metadata {
        var metadata = job.delivery.logMetadata
        metadata["outcome"] = "\(outcome?.word ?? "lost")"
        metadata["answer"] = "\(answer?.rawValue ?? "none")"
        metadata["duration_ms"] = "\(duration.milliseconds)"
        metadata["error"] = outcome?.failure.map { "\($0.code): \($0.message)" }
        return metadata
    }

    /// Ends a job that ignores its hard limit, unless it has just ended.
    ///
    /// A thread cannot be ended from outside, only its process. Without a supervisor to do that the job is ended all
    /// the same, so that it waits for nobody; its handler keeps its slot until it returns.
    private func overran(_ job: HeldJob, _ overrun: Overrun) {
        guard job.claimSettlement() else { return }
        let metadata = job.delivery.logMetadata
        if let supervisor {
            logger.error("Job ignores its hard limit; its process will be killed", metadata: metadata)
            // Again and again, until this process is gone: a report may be dropped.
            keeper.scheduleRepeatedTask(initialDelay: .zero, delay: .seconds(1)) { _ in
                supervisor.tell(.overran(overrun))
            }
        } else {
            logger.error("Job ignores its hard limit; its slot is lost until it returns", metadata: metadata)
            Task(executorPreference: EventLoopTaskExecutor(keeper)) {
                let answer = await settler.settle(overrun.settlement)
                slots.abandon(job, outcome: answer == .accepted ? overrun.settlement.outcome : nil)
            }
        }
    }

    /// Gives a job back although its handler has not returned; what the handler still does is refused.
    func giveBack(_ job: HeldJob) async {
        guard job.claimSettlement() else { return }
        _ = await settler.settle(Settlement(lease: job.delivery.lease, outcome: .release(.shutdown)))
        slots.free(job, outcome: nil)
        logger.info("Job given back", metadata: job.delivery.logMetadata)
    }
}

extension Outcome {
    /// The verb of the state picture.
    var word: String {
        switch self {
        case .complete: "complete"
        case .retry: "retry"
        case .bury: "bury"
        case .release: "release"
        }
    }

    var failure: JobFailure? {
        switch self {
        case .retry(_, let failure), .bury(let failure, _): failure
        case .complete, .release: nil
        }
    }
}
