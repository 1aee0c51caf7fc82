import ArgumentParser
import Jobs

/// `galley inspect stats`: the broker as a whole.
struct InspectStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Shows how much waits, runs and ended, and the broker's own state.")

    @OptionGroup var flags: InspectFlags

    func run() async throws {
        try await flags.show { Answer(content: try await $0.stats()) }
    }

    private struct Answer: Presentable {
        let content: BrokerStats

        var tables: [Table] {
            [
                Table(
                    heading: ["JOBS", ""],
                    rows: [
                        ["pending", "\(content.pending)"], ["active", "\(content.active)"],
                        ["scheduled", "\(content.scheduled)"], ["waiting", "\(content.waiting)"],
                        ["dead", "\(content.dead)"], ["succeeded", "\(content.succeeded)"],
                        ["failed", "\(content.failed)"], ["retried", "\(content.retried)"],
                        ["reclaimed", "\(content.reclaimed)"], ["workers", "\(content.workers)"],
                    ]),
                Table(
                    heading: ["BROKER", ""], rows: content.broker.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }),
            ]
        }
    }
}
