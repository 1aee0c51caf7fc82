import Jobs
import Synchronization

/// What a worker's agents last did; liveness means that the reserve loop advanced, not that the process is up.
public final class WorkerHealth: Sendable {
    private struct State {
        var reserveLoop = ContinuousClock.now
        var leaseKeeper = ContinuousClock.now
        var beat: ContinuousClock.Instant?
        var isDraining = false
        var isBusy = false
    }

    private let state = Mutex(State())
    private let running: RunningJobs
    private let lease: Duration

    init(running: RunningJobs, lease: Duration) {
        self.running = running
        self.lease = lease
    }

    /// The state of one moment.
    public struct Report: Sendable, Codable {
        /// The loops advance.
        public var isLive: Bool
        /// Live, heard by the broker within a lease, and taking jobs.
        public var isReady: Bool
        public var active: Int
        public var isDraining: Bool
        public var reserveLoopAgeMs: Int64
        public var leaseKeeperAgeMs: Int64
        public var beatAgeMs: Int64?
    }

    public var report: Report {
        let now = ContinuousClock.now
        let state = state.withLock { $0 }
        let reserve = now - state.reserveLoop
        let keeper = now - state.leaseKeeper
        let beat = state.beat.map { now - $0 }
        // With every slot taken the reserve loop rightly waits; the lease keeper then shows life.
        let reserves = reserve < .seconds(15) || running.count >= running.slots || state.isDraining
        let isLive = reserves && keeper < lease
        return Report(
            isLive: isLive, isReady: isLive && !state.isDraining && (beat.map { $0 < lease } ?? false),
            active: running.count, isDraining: state.isDraining, reserveLoopAgeMs: reserve.milliseconds,
            leaseKeeperAgeMs: keeper.milliseconds, beatAgeMs: beat?.milliseconds)
    }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    func reserveLoopAdvanced() { state.withLock { $0.reserveLoop = .now } }
    func leaseKeeperAdvanced() { state.withLock { $0.leaseKeeper = .now } }
    func beatAccepted() { state.withLock { $0.beat = .now } }
    func drains() { state.withLock { $0.isDraining = true } }
}
