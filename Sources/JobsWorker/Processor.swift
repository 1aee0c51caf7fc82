import Jobs
import Logging

/// The reserve loop: takes as many jobs as there are free slots, and sees each to its end.
struct Processor: Sendable {
    let broker: any Consumer
    let options: WorkerOptions
    let queues: [QueueDemand]
    let runner: JobRunner
    let running: RunningJobs
    let settler: Settler
    let executor: HandlerExecutor
    let health: WorkerHealth
    let loop: AgentLoop
    let logger: Logger

    /// A lost wake-up costs at most so long.
    private static let longestWait = Duration.seconds(5)

    /// Runs until the task is cancelled or the worker has had its number of jobs; jobs it began go on.
    func run() async {
        var sequence = 0
        while !Task.isCancelled && !hasHadEnough {
            health.reserveLoopAdvanced()
            let demand = running.demand(queues)
            guard demand.count > 0 else {
                await waitForSlot()
                continue
            }
            sequence += 1
            if await reserve(demand, sequence) == 0 { await waitForWorkOrSlot(demand.queues.map(\.queue)) }
        }
    }

    private var hasHadEnough: Bool {
        options.maxJobs.map { running.started >= $0 } ?? false
    }

    private func reserve(_ demand: (count: Int, queues: [QueueDemand]), _ sequence: Int) async -> Int {
        var count = min(demand.count, 250)
        if let most = options.maxJobs { count = min(count, most - running.started) }
        let token = String(UInt64.random(in: .min ... .max) | 1 << 63, radix: 16)
        let request = ReserveRequest(
            worker: options.id, sequence: sequence, token: token, queues: demand.queues, count: count,
            lease: options.lease)
        do {
            let deliveries = try await broker.reserve(request)
            for delivery in deliveries { start(delivery) }
            return deliveries.count
        } catch {
            logger.warning("cannot reserve", metadata: ["error": "\(error)"])
            await loop.pause(.milliseconds(500))
            return 0
        }
    }

    /// Blocks until somebody enqueues or, when a queue is at its limit here, until a slot frees.
    private func waitForWorkOrSlot(_ names: [String]) async {
        guard names.count < queues.count else { return await waitForWork(names) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await waitForWork(names) }
            group.addTask { await waitForSlot() }
            await group.next()
            group.cancelAll()
        }
    }

    private func waitForWork(_ names: [String]) async {
        let jitter = Duration.milliseconds(.random(in: 0...500))
        do {
            try await broker.waitForWork(queues: names, atMost: Self.longestWait - jitter)
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning("cannot wait for work", metadata: ["error": "\(error)"])
            await loop.pause(.milliseconds(500))
        }
    }

    private func waitForSlot() async {
        for await _ in running.slotFreed { return }
    }

    private func start(_ delivery: Delivery) {
        running.begin(delivery)
        let task = Task(executorPreference: executor) { await see(delivery) }
        running.attach(task, to: delivery.lease)
    }

    private func see(_ delivery: Delivery) async {
        var logger = logger
        logger[metadataKey: "job"] = "\(delivery.id)"
        logger[metadataKey: "attempt"] = "\(delivery.attempt)"
        if let workflow = delivery.workflow { logger[metadataKey: "task_id"] = "\(workflow)" }
        if let node = delivery.node { logger[metadataKey: "stage"] = "\(node)" }
        let startedAt = ContinuousClock.now
        logger.info("job started", metadata: ["name": "\(delivery.name)"])
        guard let outcome = await runner.run(delivery, logger: logger) else {
            running.end(delivery.lease, succeeded: nil)
            logger.warning("job lost: its lease is void", metadata: ["name": "\(delivery.name)"])
            return
        }
        let answer = await settler.settle(Settlement(lease: delivery.lease, outcome: outcome))
        await options.parking?(.settled, delivery)
        running.end(delivery.lease, succeeded: outcome.succeeded)
        var facts: Logger.Metadata = [
            "name": "\(delivery.name)", "outcome": "\(outcome.word)", "answer": "\(answer.rawValue)",
            "ms": "\((ContinuousClock.now - startedAt).milliseconds)",
        ]
        if let failure = outcome.failure { facts["error"] = "\(failure.message)" }
        logger.log(level: outcome.failure == nil ? .info : .warning, "job ended", metadata: facts)
    }
}

extension Outcome {
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

    /// Nil when the run neither succeeded nor failed.
    var succeeded: Bool? {
        switch self {
        case .complete: true
        case .retry, .bury: false
        case .release: nil
        }
    }
}
