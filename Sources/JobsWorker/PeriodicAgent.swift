import Jobs
import Logging
import NIOCore

/// Hands the next tick of every periodic schedule to the broker, which takes each once.
///
/// A tick is handed over before its time, as a scheduled job: it fires on the broker's clock although this worker
/// may be gone by then.
struct PeriodicAgent: Sendable {
    let broker: any Producer
    let jobs: [PeriodicJob]
    let loop: any EventLoop
    let board: HealthBoard
    let logger: Logger

    private static let name = "periodic"

    func run() async {
        await withDiscardingTaskGroup { group in
            for job in jobs { group.addTask { await keep(job) } }
        }
    }

    private func keep(_ job: PeriodicJob) async {
        let pause = Signal()
        while !Task.isCancelled {
            var wait = Duration.seconds(1)
            do {
                wait = try await job.advance(in: broker)
                board.note(Self.name, "\(job.name) is on")
            } catch {
                board.note(Self.name, failure: error)
                logger.debug(
                    "A tick cannot be handed over", metadata: ["schedule": "\(job.name)", "error": "\(error)"])
            }
            // Just after the tick, and not all workers at once.
            await pause.wait(atMost: wait + .milliseconds(Int.random(in: 5...50)), on: loop)
        }
    }
}
