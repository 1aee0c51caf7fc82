import Jobs
import Logging
import NIOCore

/// Brings the jobs of a dead child back to their queues, at once instead of when their leases run out.
struct Undertaker: Sendable {
    let broker: any Consumer & Upkeep
    /// Nothing is left to do after it: the leases have run out.
    let lease: Duration
    let loop: any EventLoop
    let logger: Logger

    /// A reserve that the child had sent when it died may still be on its way.
    private static let straggling = Duration.seconds(1)

    func bury(_ worker: String, _ ending: ChildEnding) async {
        switch ending {
        case .left:
            await reclaim(worker, crashed: false)
        case .crashed:
            await reclaim(worker, crashed: true)
            await Signal().wait(atMost: Self.straggling, on: loop)
            await reclaim(worker, crashed: false)
        case .killed(let overruns):
            // First, so that the reclaim does not give the guilty job its attempt back.
            await settle(overruns)
            await reclaim(worker, crashed: false)
            await Signal().wait(atMost: Self.straggling, on: loop)
            await reclaim(worker, crashed: false)
        }
    }

    private func settle(_ overruns: [Overrun]) async {
        guard !overruns.isEmpty else { return }
        await untilAnswered { _ = try await broker.settle(overruns.map(\.settlement)) }
    }

    private func reclaim(_ worker: String, crashed: Bool) async {
        await untilAnswered {
            let count = try await broker.reclaim(worker: worker, crashed: crashed)
            if count > 0 { logger.notice("Jobs of a dead child taken back", metadata: ["jobs": "\(count)"]) }
        }
    }

    private func untilAnswered(_ verb: () async throws -> Void) async {
        let end = ContinuousClock.now + lease
        while true {
            do {
                return try await verb()
            } catch {
                guard ContinuousClock.now < end else {
                    logger.warning("Jobs of a dead child wait for their leases", metadata: ["error": "\(error)"])
                    return
                }
                await Signal().wait(atMost: .milliseconds(100), on: loop)
            }
        }
    }
}
