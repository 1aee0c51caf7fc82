import ChaosTesting
import Foundation
import Jobs
import JobsWorker
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

/// A broker, a producer and real workers on one thread and a clock of their own, all drawn from one seed.
///
/// The workers' agents are the ones that production runs; only their way to the broker is bad. A process dies by its
/// log and its way being closed: what it does afterwards is heard by nobody.
final class VirtualWorld: Sendable {
    static let lease = Duration.seconds(1)
    private static let places = 2

    let time: VirtualTime
    let plan: ChaosPlan
    let broker: MemoryBroker
    let logs: VirtualLogs
    private let executor: VirtualExecutor
    private let chance: SharedChance
    private let state = Mutex(State())

    /// Everything that lives, and what is yet to end.
    private struct State {
        var workers: [Worker] = []
        var ways: [UnreliableWay] = []
        var isMended = false
        var running = 0
        var killed = 0
    }

    init(seed: UInt64, jobs: Int, loop: any EventLoop) {
        time = VirtualTime(loop)
        executor = VirtualExecutor(loop)
        chance = SharedChance(seed: seed)
        plan = ChaosPlan(seed: seed, jobs: jobs, faults: 0)
        let time = time
        broker = MemoryBroker(options: .init(lease: Self.lease), now: { time.now })
        logs = VirtualLogs(time)
    }

    var isRunning: Bool { state.withLock { $0.running > 0 } }
    var ways: [UnreliableWay.Tally] { state.withLock { $0.ways.map(\.tally) } }
    var killed: Int { state.withLock { $0.killed } }

    func begin() {
        for place in 0..<Self.places { startWorker(place, generation: 1) }
        live { await self.produce() }
    }

    /// From now on nothing is lost.
    func mend() {
        let ways = state.withLock { state in
            state.isMended = true
            return state.ways
        }
        for way in ways { way.mend() }
    }

    func drain() {
        for worker in state.withLock({ $0.workers }) { worker.drain() }
    }

    /// Runs something on the world's thread.
    func live(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.running += 1 }
        Task(executorPreference: executor) {
            await body()
            self.state.withLock { $0.running -= 1 }
        }
    }

    private func newWay() -> UnreliableWay {
        let way = UnreliableWay(time, chance, executor)
        let isMended = state.withLock { state in
            state.ways.append(way)
            return state.isMended
        }
        if isMended { way.mend() }
        return way
    }

    // MARK: workers

    private func startWorker(_ place: Int, generation: Int) {
        let id = "worker-\(place).\(generation)"
        let (way, log, time) = (newWay(), logs.log(of: id), time)
        var registry = JobRegistry()
        registry.register(ChaosJob.self) { job, context in
            try await time.sleep(.milliseconds(job.milliseconds))
            return try job.end(in: context)
        }
        var options = WorkerOptions(
            id: id, queues: .all, concurrency: 3, lease: Self.lease, beatInterval: .milliseconds(300),
            grace: .seconds(3), eventLoopGroup: time.loop,
            parking: { point, delivery in
                if point == .beforePerform { log.note(.started(.init(delivery.lease))) }
                guard delivery.fence.number == 1, let fate = delivery.metadata[Fate.key].flatMap(Fate.init) else {
                    return
                }
                await self.meet(fate, at: point, on: way, id) { self.startWorker(place, generation: generation + 1) }
            })
        options.handlerLoop = time.loop
        let recording = RecordingBroker(UnreliableBroker(inner: broker, way: way), log: log)
        let silent = Logger(label: "virtual", factory: { _ in SwiftLogNoOpLogHandler() })
        let worker = Worker(broker: recording, registry: registry, options: options, logger: silent)
        state.withLock { $0.workers.append(worker) }
        // Without a service group there is nothing that it could throw.
        live { try? await worker.run() }
    }

    private func meet(
        _ fate: Fate, at point: ParkingPoint, on way: UnreliableWay, _ id: String, replace: () -> Void
    ) async {
        let words = fate.rawValue.split(separator: " ")
        guard words.last ?? "" == point.rawValue, !way.isDead else { return }
        if words.first == "kill" {
            logs.close(id)
            way.die()
            state.withLock { $0.killed += 1 }
            replace()
        } else {
            way.freeze(for: Self.lease * 3)
        }
    }

    // MARK: the producer

    private func produce() async {
        let log = logs.log(of: "producer")
        let way = newWay()
        let broker = RecordingBroker(UnreliableBroker(inner: broker, way: way), log: log)
        for offer in plan.rounds.flatMap(\.offers) {
            await time.pass(offer.pause)
            await make(offer, broker, log)
            for job in offer.cancels {
                // A cancel without an answer may have happened or not; the log says that it was sent.
                _ = try? await broker.cancel(job: job, reason: JobFailure(code: "cancelled", message: "By the plan"))
            }
        }
    }

    private func make(_ offer: ChaosPlan.Offer, _ broker: some Broker, _ log: any HistoryLog) async {
        while true {
            log.note(.offered(call: offer.number, jobs: offer.jobs))
            do {
                switch offer.load {
                case .jobs(let jobs): _ = try await broker.enqueue(jobs)
                case .workflow(let workflow): try await broker.enqueue(workflow)
                }
                return log.note(.offerAnswered(call: offer.number, answer: .taken))
            } catch {
                log.note(.offerAnswered(call: offer.number, answer: .unknown))
                if offer.isAbandoned { return }
            }
        }
    }
}
