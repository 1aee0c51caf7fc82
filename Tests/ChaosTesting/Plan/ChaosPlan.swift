import Foundation
import Jobs

/// Everything that a run will do, derived from its seed alone.
public struct ChaosPlan: Sendable {
    public let seed: UInt64
    public let rounds: [Round]
    public let expected: [ExpectedJob]
    public let workflows: [WorkflowID]

    /// Some offers, and the fault that is played while they are made and run.
    public struct Round: Sendable {
        public var offers: [Offer]
        public var fault: Fault
    }

    /// One call of a producer, and what it does about it afterwards.
    public struct Offer: Sendable {
        public enum Load: Sendable {
            case jobs([NewJob])
            case workflow(NewWorkflow)
        }

        public var number: Int
        /// Before it is made, so that a round's offers are spread over its fault.
        public var pause: Duration
        public var load: Load
        /// Cancelled once the offer was answered.
        public var cancels: [JobID] = []
        /// The producer does not ask again when no answer came, as one that has died.
        public var isAbandoned = false
        /// The producer asks again when it was refused too: it comes in several parts, of which some may be there.
        public var insists = false

        public var jobs: [JobID] {
            switch load {
            case .jobs(let jobs): jobs.map(\.id)
            case .workflow(let workflow): workflow.nodes.map(\.job.id) + (workflow.onEnd.map { [$0.id] } ?? [])
            }
        }
    }

    /// - Parameters:
    ///   - jobs: about how many; the last workflow may go over it.
    ///   - faults: how many rounds.
    public init(seed: UInt64, jobs: Int, faults: Int) {
        var maker = ChaosPlanMaker(seed: seed)
        let offers = maker.offers(jobs: jobs)
        let faults = maker.faults(max(faults, Fault.kinds))
        let perRound = (offers.count + faults.count - 1) / faults.count
        self.seed = seed
        self.rounds = faults.enumerated().map { place, fault in
            Round(offers: Array(offers.dropFirst(place * perRound).prefix(perRound)), fault: fault)
        }
        self.expected = maker.expected
        self.workflows = offers.compactMap { if case .workflow(let workflow) = $0.load { workflow.id } else { nil } }
    }
}
