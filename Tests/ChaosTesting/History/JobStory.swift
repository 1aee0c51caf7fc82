import Jobs

/// What the logs of a run tell of one job.
struct JobStory {
    /// A delivery, and when it was asked for and handed over.
    struct Delivery {
        var fence: Fence
        var worker: String
        var attempt: Int
        /// When its reserve was first sent, so before the broker made it.
        var sentAt: Int64
        /// When it was first handed over, so after the broker made it.
        var answeredAt: Int64
    }

    struct Start {
        var fence: Fence
        var worker: String
        var at: Int64
    }

    /// One telling of an end; told again, it is here again.
    struct Telling {
        var ending: HistoryEvent.Ending
        var sentAt: Int64
        /// Nil when no answer came.
        var answer: String?

        var fence: Fence { ending.held.fence }
        var isAccepted: Bool { answer == LeaseAnswer.accepted.rawValue }
    }

    /// One for each worker and fence.
    var deliveries: [Delivery] = []
    var starts: [Start] = []
    var tellings: [Telling] = []
    var isCancelSent = false
    var isCancelled = false

    /// When the end that the broker holds may first have reached it; nil when no worker's word was that end.
    func endedAt(as record: JobRecord) -> Int64? {
        let word: HistoryEvent.OutcomeWord
        switch record.state {
        case .succeeded: word = .complete
        case .dead where record.failure?.code != "poison": word = .bury
        case .dead, .cancelled, .waiting, .scheduled, .pending, .active: return nil
        }
        return tellings.filter { $0.fence.number == record.deliveries && $0.ending.outcome == word }.map(\.sentAt).min()
    }
}

/// One call of a producer.
struct OfferStory {
    var jobs: [JobID]
    var answers: [HistoryEvent.OfferAnswer] = []

    var isTaken: Bool { answers.contains(.taken) }
    /// Refused, with no earlier try that may have been taken.
    var isRefused: Bool { !answers.isEmpty && answers.allSatisfy { $0 == .refused } }
}
