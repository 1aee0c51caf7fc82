import BrokerTesting
import Jobs
import Synchronization

/// A broker that writes down what its process asks of another, and what it is answered.
///
/// Producers write their offers themselves, for they know when they send one again.
public final class RecordingBroker<Inner: Broker>: FrontBroker {
    public let inner: Inner
    private let log: any HistoryLog
    private let calls = Mutex(0)

    public init(_ inner: Inner, log: any HistoryLog) {
        self.inner = inner
        self.log = log
    }

    private func nextCall() -> Int {
        calls.withLock { calls in
            calls += 1
            return calls
        }
    }

    public func reserve(_ request: ReserveRequest) async throws -> Reservation {
        log.note(.reserveSent(sequence: request.sequence))
        let reservation = try await inner.reserve(request)
        let delivered = reservation.deliveries.map {
            HistoryEvent.Delivered(held: .init($0.lease), attempt: $0.attempt)
        }
        log.note(.reserveAnswered(sequence: request.sequence, deliveries: delivered))
        return reservation
    }

    public func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        let call = nextCall()
        log.note(.settleSent(call: call, endings: settlements.map(HistoryEvent.Ending.init)))
        let answers = try await inner.settle(settlements)
        log.note(.settleAnswered(call: call, answers: answers.map(\.rawValue)))
        return answers
    }

    public func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        log.note(.cancelSent(job: id))
        let answer = try await inner.cancel(job: id, reason: reason)
        log.note(.cancelAnswered(job: id, answer: answer.rawValue))
        return answer
    }
}
