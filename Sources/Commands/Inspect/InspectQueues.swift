import ArgumentParser
import Jobs

/// `galley inspect queues`: what waits where, and who serves it.
struct InspectQueues: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Shows each queue: what waits, how long, how fast it moves, who serves it.")

    @OptionGroup var flags: InspectFlags

    func run() async throws {
        try await flags.show { Answer(content: try await $0.queues()) }
    }

    private struct Answer: Presentable {
        let content: [QueueStats]

        var tables: [Table] {
            let heading = [
                "QUEUE", "PENDING", "ACTIVE", "SCHEDULED", "OLDEST", "RATE/S", "SUCCEEDED", "FAILED", "WORKERS",
                "LIMITS",
            ]
            return [Table(heading: heading, rows: content.map(row), empty: "no queue has been used yet")]
        }

        private func limits(_ queue: QueueStats) -> String {
            let limits = queue.limits == .none ? [] : [queue.limits.words]
            let all = (queue.isPaused ? ["paused"] : []) + limits
            return all.isEmpty ? Cell.nothing : all.joined(separator: ", ")
        }

        private func row(_ queue: QueueStats) -> [String] {
            let rate = (queue.ratePerSecond * 10).rounded() / 10
            return [
                queue.name, "\(queue.pending)", "\(queue.active)", "\(queue.scheduled)",
                queue.oldestMs.map(Cell.span) ?? Cell.nothing, "\(rate)", "\(queue.succeeded)", "\(queue.failed)",
                "\(queue.workers)", limits(queue),
            ]
        }
    }
}
