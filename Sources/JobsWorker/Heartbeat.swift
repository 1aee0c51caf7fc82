import Foundation
import Jobs
import Logging

/// Says that this worker lives, what it serves and what it knows.
struct Heartbeat: Sendable {
    let broker: any Upkeep
    let options: WorkerOptions
    let queues: [QueueDemand]
    let registry: JobRegistry
    let running: RunningJobs
    let health: WorkerHealth
    let loop: AgentLoop
    let logger: Logger
    let startedAt = Date()

    func run() async {
        while !Task.isCancelled {
            await beat()
            await loop.pause(options.beatInterval)
        }
    }

    private func beat() async {
        let tallies = running.tallies
        let record = WorkerRecord(
            id: options.id, name: options.name, host: ProcessInfo.processInfo.hostName,
            pid: Int(ProcessInfo.processInfo.processIdentifier), version: options.version, queues: queues,
            concurrency: options.concurrency, jobs: registry.versions, startedAt: startedAt, active: running.count,
            succeeded: tallies.succeeded, failed: tallies.failed, isDraining: health.isDraining)
        do {
            try await broker.beat(record)
            health.beatAccepted()
        } catch {
            logger.warning("cannot beat", metadata: ["error": "\(error)"])
        }
    }
}
