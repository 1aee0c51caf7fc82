import Jobs
import Logging

/// Takes back jobs whose lease ran out, whoever held them.
struct Reclaimer: Sendable {
    let broker: any Upkeep
    let lease: Duration
    let loop: AgentLoop
    let logger: Logger

    func run() async {
        while !Task.isCancelled {
            // Jittered, so that a fleet does not ask at one moment.
            await loop.pause(lease / 10 * Double.random(in: 0.5...1))
            do {
                let count = try await broker.reclaim()
                if count > 0 { logger.warning("jobs reclaimed", metadata: ["jobs": "\(count)"]) }
            } catch {
                logger.warning("cannot reclaim", metadata: ["error": "\(error)"])
            }
        }
    }
}
