import Jobs

/// A job that does nothing, with a payload of about a hundred bytes.
struct NoOp: Job {
    static let name = "bench.noop"
    static let options = JobOptions(queue: "bench", retry: .never)

    var number: Int
    /// When it was enqueued, in nanoseconds of the host's clock, for those whose way is timed.
    var sentAt: Int64 = 0
    var filling = NoOp.filling

    private static let filling = String(repeating: "x", count: 58)
}
