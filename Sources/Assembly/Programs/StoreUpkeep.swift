import Logging
import ObjectStore
import ServiceLifecycle

/// Removes what killed uploads left in the store: at the start, and every few hours.
struct StoreUpkeep: Service {
    let store: any ObjectStore
    let logger: Logger

    /// Longer than any upload takes.
    private static let age = Duration.seconds(86_400)
    private static let pause = Duration.seconds(6 * 3_600)

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await prune()
                // Cut short only by the end of the process.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func prune() async {
        do {
            let count = try await store.prune(olderThan: Self.age)
            if count > 0 { logger.notice("removed \(count) unfinished uploads from the store") }
        } catch is CancellationError {
            return
        } catch {
            // Nothing depends on it today, and it is tried again.
            logger.warning("unfinished uploads stay in the store: \(error)")
        }
    }
}
