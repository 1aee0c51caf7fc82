import ChaosTesting
import Jobs

extension HistorySketch {
    /// A history in which one promise is plainly broken.
    static func spoiled(_ kind: Violation.Kind) -> HistorySketch {
        var sketch = HistorySketch()
        sketch.spoil(kind)
        return sketch
    }

    /// Exhaustive, so that a kind without a history that shows it does not compile.
    private mutating func spoil(_ kind: Violation.Kind) {
        switch kind {
        case .lost: records[second] = nil
        case .halfTaken: answerOffer(.unknown, keeping: [first])
        case .refusedYetTaken: answerOffer(.refused, keeping: [first, second])
        case .fenceReused: deliver(first, fence(2), attempt: 2, by: "w3")
        case .fenceWentBack: deliverLate()
        case .startedUndelivered: start(first, fence(2), by: "w3")
        case .startedTwice: start(first, fence(2), by: "w2")
        case .startedBeforeDependency: startEarly()
        case .startedBeforeDue: expected[first]?.delay = .seconds(3)
        case .wrongAttempt: expected[first]?.maxAttempts = 1
        case .staleAccepted: settle(first, fence(1), by: "w1", .release)
        case .endedTwice: settle(first, fence(1), by: "w1", .complete)
        case .wrongEnd: records[first]?.result = Array("another".utf8)
        case .inFlight: inFlight["pending"] = 1
        case .wrongCount: workflowRecord.groups[0].succeeded = 1
        }
    }

    private mutating func answerOffer(_ answer: HistoryEvent.OfferAnswer, keeping jobs: Set<JobID>) {
        for place in events.indices {
            if case .offerAnswered = events[place].what {
                events[place].what = .offerAnswered(call: 1, answer: answer)
            }
        }
        records = records.filter { jobs.contains($0.key) }
    }

    /// The first delivery of a job is asked for only after the second was handed over.
    private mutating func deliverLate() {
        for place in events.indices where events[place].by == "w1" { events[place].at += 10_000_000_000 }
    }

    private mutating func startEarly() {
        for place in events.indices {
            if case .started(let held) = events[place].what, held.job == second { events[place].at = 3 }
        }
    }
}
