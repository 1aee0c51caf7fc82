import ArgumentParser
import Foundation
import Jobs

/// `galley inspect workers`: who is there, by their heartbeats.
struct InspectWorkers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workers", abstract: "Shows the workers whose heartbeat Redis has heard of late.")

    @OptionGroup var flags: InspectFlags

    func run() async throws {
        try await flags.show { Answer(content: try await $0.workers(), now: Date()) }
    }

    private struct Answer: Presentable {
        let content: [WorkerRecord]
        let now: Date

        var tables: [Table] {
            let heading = [
                "WORKER", "HOST", "PID", "QUEUES", "ACTIVE", "SUCCEEDED", "FAILED", "STARTED", "HEARD", "STATE",
            ]
            return [Table(heading: heading, rows: content.map(row), empty: "no worker is running")]
        }

        private func row(_ worker: WorkerRecord) -> [String] {
            let queues = worker.queues.map { "\($0.queue)=\($0.limit)" }.joined(separator: ",")
            return [
                worker.name, worker.host, "\(worker.pid)", queues, "\(worker.active)/\(worker.concurrency)",
                "\(worker.succeeded)", "\(worker.failed)", Cell.age(worker.startedAt, now: now),
                Cell.age(worker.lastBeatAt, now: now), worker.isDraining ? "draining" : "serving",
            ]
        }
    }
}
