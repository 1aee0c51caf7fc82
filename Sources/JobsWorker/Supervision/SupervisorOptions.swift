import FoundationEssentials

/// What a ``Supervisor`` may be told.
public struct SupervisorOptions: Sendable {
    /// How many children there are, at least 1.
    public var processes: Int
    /// The program that they run, an absolute path. Unless set, this process's own, the very file even if another has
    /// taken its name since.
    public var program: String
    /// Their arguments, the program's name left out; this process's own unless set.
    public var arguments: [String]
    /// Resident bytes above which a child is asked to finish and replaced; nil is never. Read from `/proc`, so on Linux
    /// only; programs that a child starts are not counted.
    public var maxMemory: Int?
    /// How long a child may take to end after it was asked to; then it is killed. Longer than ``WorkerOptions/grace``.
    public var patience: Duration
    /// The children's ``WorkerOptions/lease``: for so long their jobs are cared for when one has died.
    public var lease: Duration
    /// A child not heard of for so long is killed. It reports every three seconds, from a thread that nothing else uses.
    public var longestSilence: Duration
    /// Between a crash and the new start.
    public var backoff: RestartBackoff

    public init(
        processes: Int, program: String = "/proc/self/exe",
        arguments: [String] = Array(CommandLine.arguments.dropFirst()), maxMemory: Int? = nil,
        patience: Duration = .seconds(35), lease: Duration = .seconds(15),
        longestSilence: Duration = .seconds(20), backoff: RestartBackoff = .init()
    ) {
        self.processes = max(1, processes)
        self.program = program
        self.arguments = arguments
        self.maxMemory = maxMemory
        self.patience = patience
        self.lease = lease
        self.longestSilence = longestSilence
        self.backoff = backoff
    }

    /// How long a child may take until its first report: it may wait for the broker then.
    var longestStart: Duration { .seconds(120) }
}

/// How long a supervisor waits before it starts a crashed child again.
public struct RestartBackoff: Sendable, Equatable {
    /// The upper bound after the first crash; it doubles with each further one.
    public var base: Duration
    /// The upper bound of any wait.
    public var cap: Duration
    /// A child that lived so long is no longer one that crashes again and again.
    public var forgivenAfter: Duration

    public init(
        base: Duration = .milliseconds(100), cap: Duration = .seconds(30), forgivenAfter: Duration = .seconds(60)
    ) {
        self.base = base
        self.cap = cap
        self.forgivenAfter = forgivenAfter
    }

    /// - Parameters:
    ///   - crashes: how many there were in a row, from 1.
    ///   - random: a number in 0 ..< 1, so that the children of a host do not start in step.
    public func delay(after crashes: Int, random: Double) -> Duration {
        let ceiling = min(cap, base * (1 << min(max(0, crashes - 1), 20)))
        return ceiling * (0.5 + min(max(random, 0), 1) / 2)
    }
}
