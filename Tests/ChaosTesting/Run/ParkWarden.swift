import Foundation
import Jobs
import JobsRedis

/// Lets workers that stopped themselves go on once the job in their hands has gone to another.
struct ParkWarden: Sendable {
    let stage: ChaosStage
    let fleet: WorkerFleet

    /// A worker alone in the world would wait for ever for another to take its job.
    private static let patience = Duration.seconds(15)

    /// Until cancelled.
    func run() async throws {
        var since: [HistoryEvent.Held: ContinuousClock.Instant] = [:]
        while !Task.isCancelled {
            for (place, held) in try await fleet.parked() {
                let began = since[held, default: .now]
                since[held] = began
                if try await hasGone(held) || began + Self.patience < .now { await fleet.carryOn(place) }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func hasGone(_ held: HistoryEvent.Held) async throws -> Bool {
        do {
            guard let record = try await stage.broker.record(ofJob: held.job) else { return true }
            return record.deliveries > held.fence.number || record.state != .active
        } catch is BrokerError {
            // Redis is away; that is another fault.
            return false
        }
    }
}
