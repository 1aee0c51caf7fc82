import Jobs
import NIOCore
import Synchronization

/// The way of one process to the broker: loses, delays and repeats what passes, as its seed says, until it is mended.
final class UnreliableWay: Sendable {
    /// What happened on all ways of a world.
    struct Tally {
        var lostRequests = 0
        var lostReplies = 0
        var late = 0
        var repeated = 0
    }

    private struct State {
        var isMended = false
        var isDead = false
        var frozenUntil = Duration.zero
        var tally = Tally()
    }

    let time: VirtualTime
    private let chance: SharedChance
    private let executor: VirtualExecutor
    private let state = Mutex(State())

    init(_ time: VirtualTime, _ chance: SharedChance, _ executor: VirtualExecutor) {
        self.time = time
        self.chance = chance
        self.executor = executor
    }

    var tally: Tally { state.withLock { $0.tally } }
    var isDead: Bool { state.withLock { $0.isDead } }

    /// Nothing is lost any more.
    func mend() { state.withLock { $0.isMended = true } }

    /// The process is gone: nothing of it arrives.
    func die() { state.withLock { $0.isDead = true } }

    /// The process stands still for so long.
    func freeze(for duration: Duration) { state.withLock { $0.frozenUntil = now + duration } }

    private var now: Duration { .nanoseconds(Int64(time.loop.now.uptimeNanoseconds)) }

    /// Waits until the process is no longer frozen.
    func thaw() async {
        while true {
            let rest = state.withLock { $0.frozenUntil } - now
            if rest <= .zero { return }
            await time.pass(rest)
        }
    }

    /// Carries one call to the broker and its answer back, or does not.
    func carry<Answer: Sendable>(_ call: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        await thaw()
        if isDead { throw await lost() }
        guard !state.withLock({ $0.isMended }) else { return try await call() }
        await time.pass(latency())
        switch chance.below(100) {
        case 0..<5:
            state.withLock { $0.tally.lostRequests += 1 }
            throw await lost()
        case 5..<13:
            state.withLock { $0.tally.lostReplies += 1 }
            _ = try await call()
            throw await lost()
        case 13..<16:
            // On a connection that was given up, it arrives when nobody waits for it any more.
            state.withLock { $0.tally.late += 1 }
            again(call)
            throw await lost()
        case 16..<20:
            state.withLock { $0.tally.repeated += 1 }
            again(call)
        default: break
        }
        if isDead { throw await lost() }
        let answer = try await call()
        await time.pass(latency())
        await thaw()
        if isDead { throw await lost() }
        return answer
    }

    /// Makes a call once more, up to two leases later; nobody hears its answer.
    private func again<Answer: Sendable>(_ call: @escaping @Sendable () async throws -> Answer) {
        let delay = Duration.milliseconds(chance.below(2000))
        Task(executorPreference: executor) { [time] in
            await time.pass(delay)
            // What it throws would be told to nobody.
            _ = try? await call()
        }
    }

    /// Mostly a moment, now and then longer than a lease.
    private func latency() -> Duration {
        chance.below(50) == 0 ? .milliseconds(chance.below(1500)) : .microseconds(chance.below(4000))
    }

    private func lost() async -> BrokerError {
        await time.pass(.milliseconds(50 + chance.below(300)))
        return .unavailable("lost on the way")
    }
}
