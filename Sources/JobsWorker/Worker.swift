import FoundationEssentials
import Jobs
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Takes jobs from a broker and runs their handlers, until its service group shuts down.
///
/// Graceful shutdown takes no more jobs, lets those in hand finish within ``WorkerOptions/grace``, gives the
/// rest back with their attempt restored, and returns; cancellation, or ``releaseNow()``, gives back at once.
/// Use a worker for one run.
public struct Worker: Service {
    let broker: any Broker
    let registry: JobRegistry
    let options: WorkerOptions
    let queues: [QueueDemand]
    let record: WorkerRecord
    let slots: Slots
    let stop = WorkerStop()
    let board = HealthBoard()
    let logger: Logger

    public init(broker: any Broker, registry: JobRegistry, options: WorkerOptions = .init(), logger: Logger) {
        var logger = logger
        logger[metadataKey: "worker"] = "\(options.name)"
        let queues = options.queues.demands(registered: registry.queues, concurrency: options.concurrency)
        self.broker = broker
        self.registry = registry
        self.options = options
        self.queues = queues
        self.record = WorkerRecord(
            id: options.id, name: options.name, host: ProcessInfo.processInfo.hostName,
            pid: Int(ProcessInfo.processInfo.processIdentifier), version: options.version, queues: queues,
            concurrency: options.concurrency, jobs: registry.jobs, startedAt: Date())
        self.slots = Slots(queues: queues, concurrency: options.concurrency, maxJobs: options.maxJobs)
        self.logger = logger
    }

    /// Works until told to stop.
    public func run() async throws {
        logger.info("Worker started", metadata: ["queues": "\(queues.map(\.queue).joined(separator: ","))"])
        await withGracefulShutdownHandler {
            await employ { await $0.work() }
        } onGracefulShutdown: {
            stop.advance(to: .draining)
        }
        logger.info("Worker stopped")
    }

    /// Runs what is pending, and what becomes pending by it, and returns; for tests.
    ///
    /// What is scheduled for later than now is left alone.
    public func runPending() async throws {
        await employ { await $0.workPending() }
    }

    /// Takes no more jobs and finishes those in hand, as a graceful shutdown does.
    public func drain() { stop.advance(to: .draining) }

    /// Gives back what is in hand without waiting for it: what a second signal asks for.
    public func releaseNow() { stop.advance(to: .releasing) }

    /// How the worker is at this moment.
    public func health() -> WorkerHealth {
        let ages = board.ages()
        let isAnswered = ages.reserved.map { $0 < options.stallLimit } ?? false
        // With every slot taken there is nothing to reserve, and nothing wrong.
        let isBusy = slots.room.count == 0
        return WorkerHealth(
            isLive: (ages.advanced < options.stallLimit && !slots.isStuck) || stop.isStopping,
            isReady: (isAnswered || isBusy) && !stop.isStopping, isDraining: stop.isStopping, worker: options.id,
            name: options.name, active: slots.active, advancedMsAgo: Int(ages.advanced.milliseconds),
            agents: board.agents())
    }

    /// Gives a crew its event loops for one piece of work.
    ///
    /// The crew works in a task that is not cancelled with this one: it is told to give its jobs back, and needs
    /// the broker for that.
    private func employ(_ work: @escaping @Sendable (WorkerCrew) async -> Void) async {
        let own = options.eventLoopGroup == nil ? MultiThreadedEventLoopGroup(numberOfThreads: 2) : nil
        let loops: any EventLoopGroup = options.eventLoopGroup ?? own ?? MultiThreadedEventLoopGroup.singleton
        options.supervisor?.onLoss { stop.advance(to: .releasing) }
        let crew = WorkerCrew(self, keeper: loops.next(), agents: loops.next())
        let task = Task(executorPreference: crew.agents) { await work(crew) }
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            stop.advance(to: .releasing)
        }
        // The only error is that the group was shut down before, which is what is wanted.
        try? await own?.shutdownGracefully()
    }
}
