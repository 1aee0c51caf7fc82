/// What an operator may do to a whole queue, while it is in use.
public protocol QueueControl: Sendable {
    /// Keeps a queue from being served; what runs goes on, and jobs are still taken.
    ///
    /// - Returns: false when it was paused before.
    @discardableResult
    func pause(queue: String) async throws -> Bool

    /// Lets a paused queue be served again.
    ///
    /// - Returns: false when it was not paused.
    @discardableResult
    func resume(queue: String) async throws -> Bool

    /// Sets all limits of a queue; what runs already is left alone.
    func limit(queue: String, to limits: QueueLimits) async throws

    /// Cancels every pending job of a queue; what is enqueued meanwhile may be among them.
    ///
    /// - Returns: how many were cancelled.
    @discardableResult
    func purge(queue: String, reason: JobFailure) async throws -> Int
}
