import Jobs
import Logging
import NIOCore

/// The agents of one worker at work, and what they share.
///
/// Three kinds of threads. The *keeper's* event loop runs what other hosts judge this worker by: leases,
/// heartbeat. The *agents'* event loop runs all else that talks to the broker. Handlers have threads of
/// their own. So nothing a handler does, nor anything on Swift's shared pool, keeps a lease from being renewed.
struct WorkerCrew: Sendable {
    let broker: any Broker
    let options: WorkerOptions
    let queues: [QueueDemand]
    let slots: Slots
    let registry: JobRegistry
    let stop: WorkerStop
    let board: HealthBoard
    let threads: HandlerThreads
    let settler: Settler
    let run: JobRun
    let heartbeat: Heartbeat
    let keeper: EventLoopTaskExecutor
    let agents: EventLoopTaskExecutor
    /// Raised when an earlier due time may have come.
    let look: Signal
    let logger: Logger

    init(_ worker: Worker, keeper: any EventLoop, agents: any EventLoop) {
        let (options, logger, board, look) = (worker.options, worker.logger, worker.board, Signal())
        let threads = HandlerThreads(count: options.concurrency, loop: options.handlerLoop)
        let settler = Settler(
            broker: worker.broker, lease: options.lease, loop: agents, board: board, logger: logger)
        let runner = JobRunner(broker: worker.broker, registry: worker.registry, loop: keeper, logger: logger)
        self.broker = worker.broker
        self.options = options
        self.queues = worker.queues
        self.slots = worker.slots
        self.registry = worker.registry
        self.stop = worker.stop
        self.board = board
        self.threads = threads
        self.settler = settler
        self.run = JobRun(
            runner: runner, settler: settler, slots: worker.slots, threads: threads,
            supervisor: options.supervisor, keeper: keeper, look: look, parking: options.parking, logger: logger)
        self.heartbeat = Heartbeat(
            broker: worker.broker, record: worker.record, slots: worker.slots, stop: worker.stop,
            rhythm: Rhythm(
                agent: "heartbeat", interval: options.beat, loop: keeper, board: board, logger: logger),
            taken: Signal())
        self.keeper = EventLoopTaskExecutor(keeper)
        self.agents = EventLoopTaskExecutor(agents)
        self.look = look
        self.logger = logger
    }

    /// Works until told to stop, then finishes or gives back what is in hand, and says goodbye to the broker.
    func work() async {
        await withCrew { await processor.run() }
    }

    /// Works until nothing is pending and nothing in hand, then does the same.
    func workPending() async {
        await withCrew { await processor.runPending(promote: broker.promote) }
    }

    /// Keeps all agents going around a reserve loop and the drain after it.
    private func withCrew(_ reserveLoop: @Sendable () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask(executorPreference: keeper) { await leaseKeeper.run() }
            group.addTask(executorPreference: keeper) { await heartbeat.run() }
            if let pulse { group.addTask(executorPreference: keeper) { await pulse.run() } }
            group.addTask(executorPreference: agents) { await settler.run() }
            group.addTask(executorPreference: agents) { await scheduler.run() }
            group.addTask(executorPreference: agents) { await reclaimer.run() }
            group.addTask(executorPreference: agents) { await janitor.run() }
            group.addTask(executorPreference: agents) { await periodic.run() }
            await begin()
            await reserveLoop()
            await drain()
            group.cancelAll()
        }
        await leave()
        // A handler that ignores its cancellation keeps its thread until the process ends.
        if slots.isEmpty && !slots.hasStuck { await threads.stop() }
    }

    /// The broker hears of this worker before the worker asks for jobs, so that others know whom they lost.
    private func begin() async {
        stop.onAdvance { heartbeat.taken.raise() }
        while !board.isWell(heartbeat.rhythm.agent) && !stop.isStopping {
            // An absent broker is no reason to start the process anew.
            board.advanced()
            await heartbeat.taken.wait(atMost: .seconds(5), on: agents.loop)
        }
        options.supervisor?.tell(.ready)
    }

    /// Waits for what is in hand, as long as the grace period allows, then gives the rest back.
    private func drain() async {
        stop.onAdvance { slots.freed.raise() }
        await emptySlots(within: options.grace, while: { stop.stage < .releasing })
        guard !slots.isEmpty else { return }
        logger.notice("Giving back unfinished jobs", metadata: ["jobs": "\(slots.active)"])
        for job in slots.held { job.interrupt(.shutdown) }
        // For a moment cancelled handlers may return by themselves: then no two runs of a job overlap.
        if stop.stage < .releasing { await emptySlots(within: .seconds(1), while: { stop.stage < .releasing }) }
        await withDiscardingTaskGroup { group in
            for job in slots.held { group.addTask { await run.giveBack(job) } }
        }
        // What is left had ended already, and its end is on its way to the broker.
        await emptySlots(within: options.lease, while: { true })
    }

    private func emptySlots(within limit: Duration, while goesOn: () -> Bool) async {
        let end = agents.loop.now + TimeAmount(limit)
        while !slots.isEmpty && goesOn() && agents.loop.now < end {
            await slots.freed.wait(atMost: Duration(end - agents.loop.now), on: agents.loop)
        }
    }

    private func leave() async {
        do {
            try await broker.leave(worker: options.id)
        } catch {
            logger.warning("The broker was not told that the worker has gone", metadata: ["error": "\(error)"])
        }
        options.supervisor?.tell(.left)
    }
}

extension WorkerCrew {
    private var processor: Processor {
        let stopping = Signal()
        stop.onAdvance {
            stopping.raise()
            slots.freed.raise()
        }
        return Processor(
            broker: broker, worker: options.id, lease: options.lease, slots: slots, stop: stop, loop: agents.loop,
            board: board, logger: logger, look: look, stopping: stopping, start: run.start)
    }

    private var leaseKeeper: LeaseKeeper {
        LeaseKeeper(
            broker: broker, worker: options.id, lease: options.lease, slots: slots,
            rhythm: Rhythm(
                agent: "lease keeper", interval: options.beat, loop: keeper.loop, board: board, logger: logger))
    }

    private var pulse: Pulse? {
        options.supervisor.map { link in
            Pulse(
                link: link,
                rhythm: Rhythm(
                    agent: "pulse", interval: Pulse.interval, loop: keeper.loop, board: board, logger: logger))
        }
    }

    private var scheduler: Scheduler {
        Scheduler(broker: broker, loop: agents.loop, board: board, logger: logger, look: look)
    }

    private var reclaimer: Reclaimer {
        Reclaimer(
            broker: broker,
            rhythm: Rhythm(
                agent: "reclaimer", interval: options.lease / 10, jitter: 0.5, loop: agents.loop, board: board,
                logger: logger))
    }

    private var periodic: PeriodicAgent {
        PeriodicAgent(broker: broker, jobs: registry.periodic, loop: agents.loop, board: board, logger: logger)
    }

    private var janitor: Janitor {
        Janitor(
            broker: broker,
            rhythm: Rhythm(
                agent: "janitor", interval: .seconds(300), jitter: 0.5, loop: agents.loop, board: board,
                logger: logger))
    }
}
