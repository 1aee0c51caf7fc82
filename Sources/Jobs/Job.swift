/// A unit of work: a `Codable` value that says what to do, under a name that producers and workers share.
///
/// The value is the message. It is written to the broker as JSON, so keep it small and let it *name* big
/// things (an object-store key) instead of carrying them.
public protocol Job: Codable, Sendable {
    /// What the job leaves behind for its dependents and its caller.
    associatedtype Output: Codable & Sendable = NoOutput

    /// The name under which workers register a handler, for example `images.resize`.
    static var name: String { get }

    /// The version of this message's shape. A worker refuses a newer one and leaves it for a newer worker.
    static var version: Int { get }

    /// Where and how jobs of this type run unless an enqueue says otherwise.
    static var options: JobOptions { get }
}

extension Job {
    public static var version: Int { 1 }
    public static var options: JobOptions { JobOptions() }
}

/// A job that knows how to run itself; others are given a handler when they are registered.
public protocol PerformableJob: Job {
    /// What `perform` returns; stated again, so that the compiler takes it from there and not from the default.
    override associatedtype Output

    /// Does the work.
    ///
    /// Runs at least once, so it must bear being run again. Cancellation of the surrounding task means that
    /// the lease was lost, the job was cancelled, or its time limit passed.
    func perform(in context: JobContext) async throws -> Output
}

/// The output of a job that has none.
public struct NoOutput: Codable, Sendable, Equatable {
    public init() {}
}

/// What holds for every job of a type.
public struct JobOptions: Sendable {
    /// The queue it waits in.
    public var queue: String
    /// When a failed run is tried again.
    public var retry: RetryPolicy
    /// The soft limit: how long one run may take before its task is cancelled and may clean up; nil is no limit.
    public var timeout: Duration?
    /// The hard limit, from the start of the run: what goes on all the same is ended with its process, and retried or
    /// set aside by the policy as `hard_timeout`. It needs a supervisor (`galley-worker --processes`); without one the
    /// job is ended as well, but its slot is lost until the handler returns.
    ///
    /// Nil takes ``timeout`` and half as much again, at least ten seconds more; without a soft limit there is none.
    public var hardTimeout: Duration?

    public init(
        queue: String = "default", retry: RetryPolicy = .exponential(), timeout: Duration? = nil,
        hardTimeout: Duration? = nil
    ) {
        self.queue = queue
        self.retry = retry
        self.timeout = timeout
        self.hardTimeout = hardTimeout
    }

    /// The hard limit that holds; nil when there is none.
    public var hardLimit: Duration? { hardTimeout ?? timeout.map { $0 + max($0 / 2, .seconds(10)) } }
}

/// In which order jobs of one tenant leave a queue; `low` still gets one turn in ten.
public enum Priority: String, Sendable, Codable, CaseIterable {
    case high, normal, low
}
