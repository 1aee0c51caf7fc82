import Jobs
import Logging
import NIOCore

/// Does one thing again and again, until its task is cancelled; a failure is noted and the next turn comes.
struct Rhythm: Sendable {
    /// How operators see the agent, in the log and in the worker's health.
    let agent: String
    let interval: Duration
    /// Each pause is shorter than the interval by up to this part of it, so that workers do not act in step.
    var jitter = 0.0
    let loop: any EventLoop
    let board: HealthBoard
    let logger: Logger

    /// - Parameter turn: returns what it did, for the worker's health.
    func run(_ turn: () async throws -> String) async {
        let signal = Signal()
        var isFailing = false
        while !Task.isCancelled {
            do {
                board.note(agent, try await turn())
                isFailing = false
            } catch is CancellationError where Task.isCancelled {
                return
            } catch {
                board.note(agent, failure: error)
                // Once per outage: every further line would say the same.
                if !isFailing { logger.warning("The \(agent) fails", metadata: ["error": "\(error)"]) }
                isFailing = true
            }
            await signal.wait(atMost: interval * (1 - jitter * Chance.between(0, 1)), on: loop)
        }
    }
}
