import FoundationEssentials
import Synchronization

/// A broker that keeps everything in this process: for tests, and for programs that need no second process.
///
/// It keeps the same promises as the one on Redis and passes the same conformance suite, except that nothing
/// outlives the process. Every verb is one step under one lock, so it happens whole or not at all; no verb waits
/// for another thread, so it may be called from an event loop.
public final class MemoryBroker: Broker, Inspector {
    let options: Options
    private let now: @Sendable () -> Date
    private let state: Mutex<MemoryState>

    /// - Parameters:
    ///   - options: what it may be told; the defaults are those of the broker on Redis.
    ///   - now: the broker's clock. The default never jumps, whatever happens to the host's time.
    public init(options: Options = .init(), now: (@Sendable () -> Date)? = nil) {
        let clock = now ?? Self.steadyClock()
        self.options = options
        self.now = clock
        self.state = Mutex(MemoryState(options: options, now: MemoryTime(clock())))
    }

    /// Puts the clock on, so that what is due by then is due: delays, retries, periodic jobs, deadlines; for tests.
    ///
    /// Leases run out too, so do it while no worker runs. A worker that waits does not notice by itself.
    public func advance(by duration: Duration) {
        step { $0.ahead += duration }
    }

    /// Does one verb: nothing else happens meanwhile, and whoever waited for it is told afterwards.
    func step<Answer: Sendable>(_ verb: (inout MemoryState) throws -> Answer) rethrows -> Answer {
        let instant = MemoryTime(now())
        let (answer, woken) = try state.withLock { state in
            state.now = max(state.now, instant + state.ahead)
            let answer = try verb(&state)
            state.endWorkflows()
            return (answer, state.waiters.takeWoken())
        }
        for continuation in woken { continuation.resume() }
        return answer
    }

    /// Time since the start of the process's clock, put on the date at which it was first read.
    private static func steadyClock() -> @Sendable () -> Date {
        let (date, instant) = (Date(), ContinuousClock.now)
        return { date.addingTimeInterval((ContinuousClock.now - instant).seconds) }
    }
}

extension MemoryBroker {
    /// What a ``MemoryBroker`` may be told.
    public struct Options: Sendable {
        /// A worker not heard of for so long is taken for dead by `reclaim`; a gap of all heartbeats longer than
        /// half of this is an outage, after which nothing is reclaimed for so long.
        public var lease: Duration
        /// A worker not heard of for so long serves nothing.
        public var workerAlive: Duration
        /// After how many crashes of its workers a job is set aside.
        public var maxCrashes: Int
        /// How long a job may wait for a worker that knows it.
        public var unknownJobPatience: Duration
        /// Between two tries to find such a worker.
        public var unknownJobPause: Duration
        /// How long the records of what has ended are kept.
        public var recordsKept: Duration

        public init(
            lease: Duration = .seconds(15), workerAlive: Duration = .seconds(30), maxCrashes: Int = 3,
            unknownJobPatience: Duration = .seconds(30), unknownJobPause: Duration = .seconds(1),
            recordsKept: Duration = .seconds(7 * 24 * 3600)
        ) {
            self.lease = lease
            self.workerAlive = workerAlive
            self.maxCrashes = maxCrashes
            self.unknownJobPatience = unknownJobPatience
            self.unknownJobPause = unknownJobPause
            self.recordsKept = recordsKept
        }
    }
}
