import Jobs
import Logging

/// Renews all leases with one call, and stops the handlers of those that are void.
struct LeaseKeeper: Sendable {
    let broker: any Consumer
    let options: WorkerOptions
    let running: RunningJobs
    let health: WorkerHealth
    let loop: AgentLoop
    let logger: Logger

    func run() async {
        while !Task.isCancelled {
            await loop.pause(options.beatInterval)
            await renew()
        }
    }

    private func renew() async {
        let leases = running.leases
        health.leaseKeeperAdvanced()
        guard !leases.isEmpty else { return }
        do {
            let answers = try await broker.extend(leases, worker: options.id, by: options.lease)
            for (lease, answer) in zip(leases, answers) where answer != .accepted {
                logger.warning("lease void", metadata: ["job": "\(lease.id)", "answer": "\(answer.rawValue)"])
                running.interrupt(lease, as: .leaseGone)
            }
        } catch {
            logger.warning("cannot renew leases", metadata: ["error": "\(error)"])
        }
    }
}
