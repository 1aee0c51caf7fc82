import Jobs
import Logging
import NIOCore

/// Makes due jobs pending on time: it sleeps until the next one is due, at most a second.
///
/// Whoever learns that an earlier one may have come says so by ``look``.
struct Scheduler: Sendable {
    let broker: any Upkeep
    let loop: any EventLoop
    let board: HealthBoard
    let logger: Logger
    let look: Signal

    /// Two looks are at least this far apart, so that many short jobs do not mean as many looks.
    private static let shortestPause = Duration.milliseconds(5)

    func run() async {
        let pause = Signal()
        while !Task.isCancelled {
            let wait = await promote()
            await look.wait(atMost: wait, on: loop)
            await pause.wait(atMost: Self.shortestPause, on: loop)
        }
    }

    /// Returns how long nothing will be due.
    private func promote() async -> Duration {
        // Jittered, so that the workers of a fleet look one after the other.
        let longest = Duration.seconds(1) * Chance.between(0.7, 1)
        do {
            let answer = try await broker.promote()
            board.note("scheduler", "promoted \(answer.promoted)")
            // What is due in five milliseconds is met by the pause itself.
            return max(.milliseconds(1), min(longest, (answer.nextDueIn ?? longest) - Self.shortestPause))
        } catch {
            board.note("scheduler", failure: error)
            logger.debug("Due jobs cannot be promoted", metadata: ["error": "\(error)"])
            return longest
        }
    }
}
