import Jobs
import Logging
import ServiceLifecycle

/// Takes jobs from a broker and runs them: a service like any other.
///
/// A handful of agents share the work: the processor reserves and runs, the settler tells how runs ended, the lease
/// keeper renews, and heartbeat, scheduler, reclaimer and janitor keep the queue going for everyone. Handlers run on
/// threads of their own; the agents run on one event loop, which nothing else uses, so that spinning handlers cost
/// no lease.
public final class Worker: Service {
    public let health: WorkerHealth
    private let broker: any Broker
    private let registry: JobRegistry
    private let options: WorkerOptions
    private let logger: Logger
    private let running: RunningJobs
    private let stop: (requests: AsyncStream<Stop>, request: AsyncStream<Stop>.Continuation)

    private enum Stop: Sendable {
        case graceful, immediate
    }

    public init(broker: any Broker, registry: JobRegistry, options: WorkerOptions = .init(), logger: Logger) {
        self.broker = broker
        self.registry = registry
        self.options = options
        var logger = logger
        logger[metadataKey: "worker"] = "\(options.name)"
        self.logger = logger
        running = RunningJobs(slots: options.concurrency)
        health = WorkerHealth(running: running, lease: options.lease)
        let (requests, request) = AsyncStream<Stop>.makeStream()
        stop = (requests, request)
    }

    /// Stops as on graceful shutdown: finishes what runs, within the grace period.
    public func stopGracefully() { stop.request.yield(.graceful) }

    /// Gives every job back at once, as on a second signal.
    public func releaseNow() { stop.request.yield(.immediate) }

    /// Runs until it is asked to stop or has had its number of jobs; returns with no job in hand.
    public func run() async throws {
        let loop = AgentLoop()
        let executor = HandlerExecutor(threads: options.concurrency)
        let agents = loop.start { await self.runAgents(loop, executor) }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await agents.value
            } onGracefulShutdown: {
                self.stopGracefully()
            }
        } onCancel: {
            self.releaseNow()
        }
        executor.stop()
        try await loop.stop()
    }

    private func runAgents(_ loop: AgentLoop, _ executor: HandlerExecutor) async {
        let queues = options.queues.resolve(registered: registry.queues, concurrency: options.concurrency)
        logger.info(
            "worker started",
            metadata: ["queues": "\(queues.map(\.queue).joined(separator: ","))", "slots": "\(options.concurrency)"])
        let settler = Settler(broker: broker, lease: options.lease, loop: loop, logger: logger)
        let processor = Processor(
            broker: broker, options: options, queues: queues,
            runner: JobRunner(registry: registry, broker: broker, running: running, parking: options.parking),
            running: running, settler: settler, executor: executor, health: health, loop: loop, logger: logger)
        let settling = loop.start { await settler.run() }
        let upkeep = startUpkeep(queues, loop)
        await runToTheEnd(processor, loop)
        settler.finish()
        await settling.value
        for agent in upkeep { agent.cancel() }
        for agent in upkeep { await agent.value }
        await leave()
    }

    private func startUpkeep(_ queues: [QueueDemand], _ loop: AgentLoop) -> [Task<Void, Never>] {
        let keeper = LeaseKeeper(
            broker: broker, options: options, running: running, health: health, loop: loop, logger: logger)
        let heartbeat = Heartbeat(
            broker: broker, options: options, queues: queues, registry: registry, running: running, health: health,
            loop: loop, logger: logger)
        let scheduler = Scheduler(broker: broker, loop: loop, logger: logger)
        let reclaimer = Reclaimer(broker: broker, lease: options.lease, loop: loop, logger: logger)
        let janitor = Janitor(broker: broker, loop: loop, logger: logger)
        return [
            loop.start { await keeper.run() }, loop.start { await heartbeat.run() },
            loop.start { await scheduler.run() }, loop.start { await reclaimer.run() },
            loop.start { await janitor.run() },
        ]
    }

    /// Reserves until a stop is asked for or enough jobs were had, then sees to it that no job stays in hand.
    private func runToTheEnd(_ processor: Processor, _ loop: AgentLoop) async {
        let reserving = loop.start {
            await processor.run()
            self.stop.request.yield(.graceful)
        }
        var requests = stop.requests.makeAsyncIterator()
        let first = await requests.next()
        health.drains()
        reserving.cancel()
        await reserving.value
        logger.info("worker stopping", metadata: ["active": "\(running.count)"])
        if first != .immediate {
            // A further request, or the end of the grace period, is the signal to give back what still runs.
            let alarm = loop.start { [options, stop] in
                await loop.pause(options.grace)
                stop.request.yield(.immediate)
            }
            let emptied = loop.start { [running, stop] in
                await running.waitUntilEmpty()
                stop.request.yield(.immediate)
            }
            while let request = await requests.next(), request != .immediate {}
            alarm.cancel()
            emptied.cancel()
        }
        await release(loop)
    }

    /// Gives every job back; a handler that ignores its cancellation is not waited for.
    private func release(_ loop: AgentLoop) async {
        for lease in running.leases { running.interrupt(lease, as: .shutdown) }
        let patience = loop.start { await loop.pause(Self.patience) }
        let emptied = loop.start { [running] in
            await running.waitUntilEmpty()
            patience.cancel()
        }
        await patience.value
        emptied.cancel()
        let stubborn = running.leases
        guard !stubborn.isEmpty else { return }
        do {
            _ = try await broker.settle(stubborn.map { Settlement(lease: $0, outcome: .release(.shutdown)) })
        } catch {
            logger.warning("cannot give jobs back", metadata: ["jobs": "\(stubborn.count)", "error": "\(error)"])
        }
        for lease in stubborn { running.end(lease, succeeded: nil) }
    }

    /// How long a cancelled handler may take to throw before its job is given back under it.
    private static let patience = Duration.seconds(2)

    private func leave() async {
        do {
            try await broker.leave(worker: options.id)
        } catch {
            logger.warning("cannot leave", metadata: ["error": "\(error)"])
        }
        logger.info("worker stopped")
    }
}
