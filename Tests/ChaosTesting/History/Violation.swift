import Jobs

/// A promise of the queue that a history shows broken.
public struct Violation: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// A producer was told that a job is taken, and the broker knows nothing of it.
        case lost
        /// Of one call some jobs were taken and some not.
        case halfTaken
        /// A producer was told that nothing was written, and something was.
        case refusedYetTaken
        /// One fence in two hands, or one number with two tokens.
        case fenceReused
        /// A delivery carries a lower number than one before it.
        case fenceWentBack
        /// A run for which there was no delivery.
        case startedUndelivered
        /// Two runs under one delivery.
        case startedTwice
        /// A run before its dependencies had ended as they must.
        case startedBeforeDependency
        /// A run before the job was due.
        case startedBeforeDue
        /// A delivery whose attempt is beyond the policy, or does not agree with the retries so far.
        case wrongAttempt
        /// An end was accepted although a newer delivery had been made.
        case staleAccepted
        /// Two ends of one job were accepted.
        case endedTwice
        /// The broker's record shows another end than the one that was accepted or sent.
        case wrongEnd
        /// Something has not ended although nothing disturbs it any more.
        case inFlight
        /// A workflow's record does not agree with the records of its jobs.
        case wrongCount
    }

    public var kind: Kind
    /// The job or the workflow.
    public var id: ShardedID?
    public var text: String

    public init(_ kind: Kind, _ id: ShardedID?, _ text: String) {
        self.kind = kind
        self.id = id
        self.text = text
    }

    public var description: String { "\(kind.rawValue) \(id?.description ?? "-"): \(text)" }
}
