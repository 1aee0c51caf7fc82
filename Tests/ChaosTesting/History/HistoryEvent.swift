import Jobs

/// One thing that a process of a run did or learned, in the order of its own log.
///
/// What is about to be asked of the broker is written before it is asked, and what it answered once it has: a
/// process that is killed in between leaves the question without an answer, which is the truth.
public struct HistoryEvent: Codable, Sendable, Equatable {
    /// Nanoseconds of the one clock that all logs of a run share.
    public var at: Int64
    /// The worker's id, or the producer's name.
    public var by: String
    public var what: What

    public init(at: Int64, by: String, what: What) {
        self.at = at
        self.by = by
        self.what = what
    }

    public enum What: Codable, Sendable, Equatable {
        /// These jobs are handed to the broker, in one call that takes all or none; a call sent again keeps its number.
        case offered(call: Int, jobs: [JobID])
        case offerAnswered(call: Int, answer: OfferAnswer)
        case cancelSent(job: JobID)
        case cancelAnswered(job: JobID, answer: String)
        case reserveSent(sequence: Int)
        case reserveAnswered(sequence: Int, deliveries: [Delivered])
        /// The handler is called next.
        case started(Held)
        /// The process is about to kill or to stop itself, as the job's fate says.
        case parked(Held)
        case settleSent(call: Int, endings: [Ending])
        /// One word for each ending of the call.
        case settleAnswered(call: Int, answers: [String])
    }

    /// What a producer learned about its call.
    public enum OfferAnswer: String, Codable, Sendable {
        case taken
        /// The broker said that it writes nothing.
        case refused
        /// No answer came.
        case unknown
    }

    /// A job and the fence under which it is held.
    public struct Held: Codable, Sendable, Hashable {
        public var job: JobID
        public var fence: Fence

        public init(job: JobID, fence: Fence) {
            self.job = job
            self.fence = fence
        }

        public init(_ lease: Lease) { self.init(job: lease.id, fence: lease.fence) }
    }

    public struct Delivered: Codable, Sendable, Equatable {
        public var held: Held
        public var attempt: Int

        public init(held: Held, attempt: Int) {
            self.held = held
            self.attempt = attempt
        }
    }

    /// The end of a run, as its worker tells it.
    public struct Ending: Codable, Sendable, Equatable {
        public var held: Held
        public var outcome: OutcomeWord
        public var result: String?

        public init(held: Held, outcome: OutcomeWord, result: String? = nil) {
            self.held = held
            self.outcome = outcome
            self.result = result
        }
    }

    public enum OutcomeWord: String, Codable, Sendable {
        case complete, retry, bury, release

        /// Whether the job has ended with it.
        public var isTerminal: Bool { self == .complete || self == .bury }
    }
}

extension HistoryEvent.Ending {
    public init(_ settlement: Settlement) {
        self.init(held: .init(settlement.lease), outcome: .complete)
        switch settlement.outcome {
        case .complete(let bytes): result = bytes.map { String(decoding: $0, as: UTF8.self) }
        case .retry: outcome = .retry
        case .bury(_, let bytes):
            outcome = .bury
            result = bytes.map { String(decoding: $0, as: UTF8.self) }
        case .release: outcome = .release
        }
    }
}

extension HistoryEvent {
    /// The part of it that tells of one job; nil when it does not.
    func about(_ job: JobID) -> HistoryEvent? {
        var event = self
        switch what {
        case .offered(let call, let jobs):
            guard jobs.contains(job) else { return nil }
            event.what = .offered(call: call, jobs: [job])
        case .cancelSent(let other), .cancelAnswered(let other, _): if other != job { return nil }
        case .started(let held), .parked(let held): if held.job != job { return nil }
        case .reserveAnswered(let sequence, let deliveries):
            let own = deliveries.filter { $0.held.job == job }
            guard !own.isEmpty else { return nil }
            event.what = .reserveAnswered(sequence: sequence, deliveries: own)
        case .settleSent(let call, let endings):
            let own = endings.filter { $0.held.job == job }
            guard !own.isEmpty else { return nil }
            event.what = .settleSent(call: call, endings: own)
        case .offerAnswered, .reserveSent, .settleAnswered: return nil
        }
        return event
    }
}
