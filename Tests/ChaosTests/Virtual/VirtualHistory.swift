import ChaosTesting
import Jobs
import JobsWorker
import NIOCore
import NIOEmbedded
import Synchronization

/// What a played world leaves behind.
struct VirtualHistory: Sendable {
    let seed: UInt64
    let history: History
    let ways: [UnreliableWay.Tally]
    let killed: Int
    let reclaimed: Int
    /// Whether every process of the world came to its end.
    let isOver: Bool

    /// For so long the ways are bad.
    private static let trouble = TimeAmount.seconds(3)
    /// Twice a second, far more often than anything needs once the ways are mended.
    private static let patience = 1200

    /// Plays the world of a seed to its end, on the thread that calls.
    init(seed: UInt64, jobs: Int = 10) throws {
        let loop = EmbeddedEventLoop()
        let world = VirtualWorld(seed: seed, jobs: jobs, loop: loop)
        let chance = SharedChance(seed: ~seed)
        Chance.$source.withValue({ chance.bits() }) { world.begin() }
        loop.advanceTime(by: Self.trouble)
        world.mend()
        var stats = try Self.ask(world, loop) { try await $0.stats() }
        for _ in 0..<Self.patience where stats.pending + stats.active + stats.scheduled + stats.waiting > 0 {
            loop.advanceTime(by: .milliseconds(500))
            stats = try Self.ask(world, loop) { try await $0.stats() }
        }
        // A call that was repeated may still be on its way.
        loop.advanceTime(by: .seconds(2))
        world.drain()
        for _ in 0..<Self.patience where world.isRunning { loop.advanceTime(by: .milliseconds(500)) }
        self.seed = seed
        self.isOver = !world.isRunning
        let end = try Self.ask(world, loop) { broker in try await Self.end(of: world.plan, in: broker) }
        history = History(expected: world.plan.expected, events: world.logs.events, end: end)
        ways = world.ways
        killed = world.killed
        reclaimed = stats.reclaimed
    }

    /// Asks the broker itself, past every way.
    private static func ask<Answer: Sendable>(
        _ world: VirtualWorld, _ loop: EmbeddedEventLoop,
        _ question: @escaping @Sendable (MemoryBroker) async throws -> Answer
    ) throws -> Answer {
        let answer = Mutex(Result<Answer, any Error>.failure(NoAnswer()))
        world.live {
            do {
                let value = try await question(world.broker)
                answer.withLock { $0 = .success(value) }
            } catch {
                answer.withLock { $0 = .failure(error) }
            }
        }
        loop.run()
        return try answer.withLock { $0 }.get()
    }

    private struct NoAnswer: Error {}

    private static func end(of plan: ChaosPlan, in broker: MemoryBroker) async throws -> BrokerEnd {
        var records: [JobID: JobRecord] = [:]
        for job in plan.expected { records[job.id] = try await broker.record(ofJob: job.id) }
        var workflows: [WorkflowID: WorkflowRecord] = [:]
        for id in plan.workflows { workflows[id] = try await broker.record(ofWorkflow: id) }
        let stats = try await broker.stats()
        let inFlight = [
            "pending": stats.pending, "active": stats.active, "scheduled": stats.scheduled, "waiting": stats.waiting,
        ]
        return BrokerEnd(records: records, workflows: workflows, inFlight: inFlight)
    }
}
