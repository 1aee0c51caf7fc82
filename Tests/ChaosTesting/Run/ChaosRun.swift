import Foundation
import Jobs
import JobsRedis
import Redis
import RedisTesting
import Sandbox

/// Plays a plan with real processes and gives back what happened.
public struct ChaosRun: Sendable {
    let plan: ChaosPlan
    let stage: ChaosStage
    let directory: String

    /// How long a run may stand still, with nothing disturbing it, before it is judged as it stands.
    private static let patience = Duration.seconds(60)

    /// Why a run could not be played.
    public enum Failure: Error {
        case notBuilt(String)
        case workers([String])
    }

    /// Plays a plan on servers of its own.
    public static func play(_ plan: ChaosPlan) async throws -> ChaosReport {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-chaos-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        let stage = try await ChaosStage.set()
        do {
            let report = try await ChaosRun(plan: plan, stage: stage, directory: directory.path).play()
            await stage.strike()
            return report
        } catch {
            await stage.strike()
            throw error
        }
    }

    private func play() async throws -> ChaosReport {
        guard let program = Programs.sibling("chaos-worker") else { throw Failure.notBuilt("chaos-worker") }
        guard case .tcp(_, let port) = stage.workersProxy.endpoint.address else { throw Failure.notBuilt("proxy") }
        let orders = ChaosOrders(
            port: port, id: "", log: "", leaseMilliseconds: Int(ChaosStage.lease.milliseconds), concurrency: 4,
            deadlineMilliseconds: 400)
        let fleet = WorkerFleet(program: program, orders: orders, directory: directory)
        let began = ContinuousClock.now
        do {
            try await fleet.start(places: ChaosPlanMaker.workers)
            try await disturb(fleet)
            await fleet.close()
        } catch {
            await fleet.killAll()
            throw error
        }
        let exits = await fleet.unexpectedExits
        guard exits.isEmpty else { throw Failure.workers(exits) }
        return try await judge(fleet, elapsed: .now - began)
    }

    /// Plays every round, then waits until all has come to rest.
    private func disturb(_ fleet: WorkerFleet) async throws {
        let log = try FileHistoryLog("\(directory)/producer.history", by: "producer")
        let recording = RecordingBroker(stage.producersBroker, log: log)
        let producer = ChaosProducer(broker: recording, log: log)
        let player = FaultPlayer(stage: stage, fleet: fleet, producer: producer)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ParkWarden(stage: stage, fleet: fleet).run() }
            group.addTask {
                for round in plan.rounds {
                    async let offers: Void = producer.make(round.offers)
                    try await player.play(round.fault)
                    try await offers
                }
                try await rest()
            }
            // The warden goes on for ever, so whoever ends first is the player, or has failed.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Until nothing is in flight, or nothing has moved for a long time.
    private func rest() async throws {
        let inspector = RedisInspector(broker: stage.broker)
        var last = try await inspector.stats()
        var movedAt = ContinuousClock.now
        while last.pending + last.active + last.scheduled + last.waiting > 0, movedAt + Self.patience > .now {
            try await Task.sleep(for: .milliseconds(50))
            let now = try await inspector.stats()
            if (now.pending, now.active, now.scheduled, now.waiting, now.reclaimed, now.retried)
                != (last.pending, last.active, last.scheduled, last.waiting, last.reclaimed, last.retried)
            {
                movedAt = .now
            }
            last = now
        }
    }

    private func judge(_ fleet: WorkerFleet, elapsed: Duration) async throws -> ChaosReport {
        let logs = await fleet.logs + ["\(directory)/producer.history"]
        let events = try logs.flatMap(FileHistoryLog.events(of:))
        let history = History(expected: plan.expected, events: events, end: try await stage.end(of: plan))
        let reclaimed = try await RedisInspector(broker: stage.broker).stats().reclaimed
        let counts = ChaosCounts(
            history, plan: plan, killed: await fleet.killedWorkers, reclaimed: reclaimed,
            lostReplies: stage.workersProxy.lostReplies + stage.producersProxy.lostReplies)
        let violations = HistoryChecker.check(history)
        return ChaosReport(
            seed: plan.seed, counts: counts, violations: violations,
            evidence: violations.first?.id.map(history.events(about:)) ?? [], elapsed: elapsed)
    }
}
