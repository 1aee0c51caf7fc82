import ChaosTesting
import Foundation
import Jobs

/// A small history without fault, as material for spoiled ones: a job that fails once and then succeeds, and one that
/// waits for it in a workflow of two.
struct HistorySketch {
    let first = JobID()
    let second = JobID()
    let workflow = WorkflowID()
    var expected: [JobID: ExpectedJob]
    var events: [HistoryEvent] = []
    var records: [JobID: JobRecord]
    var workflowRecord: WorkflowRecord
    var inFlight = ["pending": 0]
    private var at: Int64 = 0

    init() {
        expected = [
            first: ExpectedJob(id: first, maxAttempts: 3, delay: .seconds(1), workflow: workflow),
            second: ExpectedJob(id: second, maxAttempts: 3, after: [first], workflow: workflow),
        ]
        records = [
            first: Self.record(first, workflow, attempt: 2, deliveries: 2),
            second: Self.record(second, workflow, attempt: 1, deliveries: 1),
        ]
        workflowRecord = WorkflowRecord(
            id: workflow, name: "sketch", tenant: "", state: .succeeded, metadata: [:],
            groups: [.init(name: "all", queue: "q", total: 2)], createdAt: Date(), deadlineAt: Date(), revision: 1)
        workflowRecord.groups[0].succeeded = 2
        note(.offered(call: 1, jobs: [first, second]), by: "producer")
        note(.offerAnswered(call: 1, answer: .taken), by: "producer")
        at += 2_000_000_000
        run(first, fence(1), attempt: 1, by: "w1", .retry)
        run(first, fence(2), attempt: 2, by: "w2", .complete)
        run(second, fence(1), attempt: 1, by: "w1", .complete)
    }

    private static func record(_ id: JobID, _ workflow: WorkflowID, attempt: Int, deliveries: Int) -> JobRecord {
        JobRecord(
            id: id, name: "job", version: 1, queue: "q", tenant: "", priority: .normal, state: .succeeded,
            attempt: attempt, deliveries: deliveries, workflow: workflow, result: Array("done".utf8),
            enqueuedAt: Date())
    }

    var history: History {
        History(
            expected: Array(expected.values), events: events,
            end: BrokerEnd(records: records, workflows: [workflow: workflowRecord], inFlight: inFlight))
    }

    // MARK: writing

    func fence(_ number: Int) -> Fence { Fence(number: number, token: "token-\(number)") }

    mutating func note(_ what: HistoryEvent.What, by: String) {
        at += 1_000_000
        events.append(HistoryEvent(at: at, by: by, what: what))
    }

    private var sequence: Int { events.count }

    mutating func deliver(_ job: JobID, _ fence: Fence, attempt: Int, by worker: String) {
        let number = sequence
        note(.reserveSent(sequence: number), by: worker)
        let delivered = HistoryEvent.Delivered(held: .init(job: job, fence: fence), attempt: attempt)
        note(.reserveAnswered(sequence: number, deliveries: [delivered]), by: worker)
    }

    mutating func start(_ job: JobID, _ fence: Fence, by worker: String) {
        note(.started(.init(job: job, fence: fence)), by: worker)
    }

    mutating func settle(
        _ job: JobID, _ fence: Fence, by worker: String, _ outcome: HistoryEvent.OutcomeWord,
        answer: LeaseAnswer = .accepted
    ) {
        let call = sequence
        let result = outcome == .complete ? "done" : nil
        let ending = HistoryEvent.Ending(held: .init(job: job, fence: fence), outcome: outcome, result: result)
        note(.settleSent(call: call, endings: [ending]), by: worker)
        note(.settleAnswered(call: call, answers: [answer.rawValue]), by: worker)
    }

    mutating func run(
        _ job: JobID, _ fence: Fence, attempt: Int, by worker: String, _ outcome: HistoryEvent.OutcomeWord
    ) {
        deliver(job, fence, attempt: attempt, by: worker)
        start(job, fence, by: worker)
        settle(job, fence, by: worker, outcome)
    }
}
