import FoundationEssentials
import Synchronization

/// Where every agent of a worker writes what it last did.
final class HealthBoard: Sendable {
    private struct State: Sendable {
        var agents: [String: WorkerHealth.Agent] = [:]
        var advancedAt = ContinuousClock.now
        var reservedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    func note(_ agent: String, _ action: String) {
        state.withLock { $0.agents[agent] = .init(action: action, at: Date(), failure: nil) }
    }

    /// What it last did stays, beside what went wrong.
    func note(_ agent: String, failure: any Error) {
        let text = String(describing: failure)
        state.withLock { state in
            let action = state.agents[agent]?.action ?? ""
            state.agents[agent] = .init(action: action, at: Date(), failure: text)
        }
    }

    /// Whether an agent has done something, and nothing went wrong since.
    func isWell(_ agent: String) -> Bool {
        state.withLock { state in state.agents[agent].map { $0.failure == nil } ?? false }
    }

    /// The reserve loop took a step, whatever came of it.
    func advanced() { state.withLock { $0.advancedAt = .now } }

    /// The broker answered a reserve.
    func reserved() { state.withLock { $0.reservedAt = .now } }

    func agents() -> [String: WorkerHealth.Agent] { state.withLock { $0.agents } }

    /// How long ago the reserve loop advanced, and how long ago the broker answered it.
    func ages() -> (advanced: Duration, reserved: Duration?) {
        state.withLock { state in
            let now = ContinuousClock.now
            return (now - state.advancedAt, state.reservedAt.map { now - $0 })
        }
    }
}
