import Foundation
import Jobs

/// The work of a chaos run: takes a moment, and fails as often as it is told to.
public struct ChaosJob: Job {
    public static let name = "chaos.job"
    public static let queue = "chaos"
    public static let policy = RetryPolicy.exponential(
        maxAttempts: 3, base: .milliseconds(20), cap: .milliseconds(200))
    public static let options = JobOptions(queue: queue, retry: policy)

    public var number: Int
    /// How long a run takes.
    public var milliseconds: Int
    /// So many attempts fail before one succeeds.
    public var failures = 0
    /// Fails for good with its first run.
    public var isHopeless = false
    /// Takes no notice of being cancelled, as code that blocks does.
    public var isStubborn = false

    /// Whether the last run that the policy allows succeeds.
    public var succeeds: Bool { !isHopeless && failures < Self.policy.maxAttempts }

    struct Broken: Error {}

    /// Does the work.
    public func perform(in context: JobContext) async throws -> String {
        if isStubborn {
            usleep(UInt32(milliseconds) * 1000)
        } else {
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
        return try end(in: context)
    }

    /// What comes of a run that has taken its time.
    public func end(in context: JobContext) throws -> String {
        if isHopeless { throw PermanentFailure(JobFailure(code: "hopeless", message: "It never works")) }
        if context.attempt <= failures { throw Broken() }
        return "\(number) in attempt \(context.attempt)"
    }

    public typealias Output = String
}

/// What a worker does to itself at a named point of a job's first delivery, so that the point is hit and not guessed.
public enum Fate: String, Sendable, CaseIterable {
    /// The key in a job's metadata.
    public static let key = "fate"

    case killedBeforePerform = "kill before_perform"
    case killedPerformed = "kill performed"
    case killedSettled = "kill settled"
    /// Stopped with the end of the run in hand, until the job has gone to another worker.
    case stoppedPerformed = "stop performed"
}
