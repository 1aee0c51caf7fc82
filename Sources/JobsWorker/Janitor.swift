import Jobs
import Logging

/// Removes the traces of what is long gone, about once a minute.
struct Janitor: Sendable {
    let broker: any Upkeep
    let loop: AgentLoop
    let logger: Logger

    func run() async {
        while !Task.isCancelled {
            await loop.pause(.seconds(.random(in: 45...75)))
            if Task.isCancelled { return }
            do {
                _ = try await broker.prune()
            } catch {
                logger.warning("cannot prune", metadata: ["error": "\(error)"])
            }
        }
    }
}
