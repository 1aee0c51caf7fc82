import Jobs

/// A broker with nothing in it, as one behaviour of the suite needs it, and command of its time.
public protocol BrokerUnderTest: Sendable {
    var broker: any Broker { get }
    var inspector: any Inspector { get }
    var times: BrokerTimes { get }

    /// Returns once the broker's own clock has gone on by at least a duration.
    ///
    /// A virtual clock is moved; for a real one this waits until the broker itself says that the time has passed.
    func elapse(_ duration: Duration) async throws
}

/// The durations with which a broker under test was made.
///
/// Behaviours let multiples of them elapse, so a broker with a real clock is made with short ones. A lease should
/// be long enough for a dozen calls on a busy machine.
public struct BrokerTimes: Sendable {
    /// When a worker not heard of is taken for dead; behaviours that let leases run out use it as their lease too.
    public var lease: Duration
    /// How long a job waits for a worker that knows it; nil leaves out the behaviours that let it pass.
    public var unknownJobPatience: Duration?
    /// Between two tries to find such a worker.
    public var unknownJobPause: Duration

    public init(
        lease: Duration = .seconds(15), unknownJobPatience: Duration? = .seconds(30),
        unknownJobPause: Duration = .seconds(1)
    ) {
        self.lease = lease
        self.unknownJobPatience = unknownJobPatience
        self.unknownJobPause = unknownJobPause
    }
}

/// A memory broker on a clock that goes on only when a behaviour says so.
public struct MemoryBrokerUnderTest: BrokerUnderTest {
    public let memory: MemoryBroker
    public let clock: VirtualClock
    public let times = BrokerTimes()

    public init() {
        let clock = VirtualClock()
        self.clock = clock
        self.memory = MemoryBroker(now: { clock.now })
    }

    public var broker: any Broker { memory }
    public var inspector: any Inspector { memory }

    public func elapse(_ duration: Duration) async throws { clock.advance(by: duration) }
}
