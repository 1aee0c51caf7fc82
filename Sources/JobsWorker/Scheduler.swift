import Jobs
import Logging

/// Makes due jobs pending, at their time: sleeps until the next one is due, at most a second.
struct Scheduler: Sendable {
    let broker: any Upkeep
    let loop: AgentLoop
    let logger: Logger

    /// A job scheduled meanwhile by somebody else may be due before the one slept for.
    private static let longestSleep = Duration.milliseconds(500)

    func run() async {
        while !Task.isCancelled {
            do {
                let answer = try await broker.promote()
                // A full batch means that more may be due already.
                if answer.promoted < 250 {
                    await loop.pause(min(answer.nextDueIn ?? Self.longestSleep, Self.longestSleep))
                }
            } catch {
                logger.warning("cannot promote", metadata: ["error": "\(error)"])
                await loop.pause(Self.longestSleep)
            }
        }
    }
}
