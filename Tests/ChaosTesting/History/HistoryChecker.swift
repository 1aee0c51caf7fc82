import Jobs

/// Holds a history against the promises of the queue, and says which it breaks.
///
/// Pure: the same history always gives the same answer. It uses only what must be so whatever the speed of any
/// process: a question is put to the broker after it was logged, and answered before the answer is.
public struct HistoryChecker {
    let history: History
    let index: HistoryIndex
    /// Workflows of which a job did not succeed, so that others of them may be cancelled.
    let broken: Set<WorkflowID>
    private(set) var violations: [Violation] = []

    /// All that is wrong with a history, in the order of its jobs.
    public static func check(_ history: History) -> [Violation] {
        var checker = HistoryChecker(history)
        checker.checkOffers()
        for expected in history.expected.values.sorted(by: { $0.id.description < $1.id.description }) {
            let story = checker.index.jobs[expected.id] ?? JobStory()
            checker.checkDeliveries(expected, story)
            checker.checkStarts(expected, story)
            checker.checkEnd(expected, story)
        }
        checker.checkWorkflows()
        checker.checkNothingInFlight()
        return checker.violations
    }

    private init(_ history: History) {
        self.history = history
        let index = HistoryIndex(history.events)
        self.index = index
        let causes = history.expected.values.filter { job in
            history.end.records[job.id]?.state == .dead || index.jobs[job.id]?.isCancelSent == true
        }
        self.broken = Set(causes.compactMap(\.workflow))
    }

    mutating func note(_ kind: Violation.Kind, _ id: ShardedID?, _ text: String) {
        violations.append(Violation(kind, id, text))
    }

    // MARK: taking

    /// What was answered is there, what was refused is not, and what was not answered is there as a whole or not at all.
    private mutating func checkOffers() {
        for offer in index.offers {
            let missing = offer.jobs.filter { history.end.records[$0] == nil }
            if offer.isTaken {
                for job in missing { note(.lost, job, "its enqueue was answered, and it is not there") }
            } else if offer.isRefused {
                for job in offer.jobs where history.end.records[job] != nil {
                    note(.refusedYetTaken, job, "its enqueue was refused, and it is there")
                }
            } else if !missing.isEmpty && missing.count < offer.jobs.count {
                note(
                    .halfTaken, missing.first, "\(missing.count) of \(offer.jobs.count) jobs of its call are not there")
            }
        }
    }

    // MARK: nothing left

    private mutating func checkNothingInFlight() {
        for record in history.end.records.values where !record.state.isTerminal {
            note(.inFlight, record.id, "it is \(record.state) after all has come to rest")
        }
        for (name, count) in history.end.inFlight.sorted(by: { $0.key < $1.key }) where count != 0 {
            note(.inFlight, nil, "\(count) \(name)")
        }
    }

    private mutating func checkWorkflows() {
        let jobs = Dictionary(grouping: history.end.records.values.filter { $0.workflow != nil }, by: \.workflow)
        for (id, workflow) in history.end.workflows {
            if !workflow.state.isTerminal { note(.inFlight, id, "the workflow is \(workflow.state)") }
            let members = jobs[id] ?? []
            func count(_ state: JobState) -> Int { members.count { $0.state == state } }
            let shown = [\WorkflowRecord.Group.succeeded, \.failed, \.cancelled, \.active].map { path in
                workflow.groups.reduce(0) { $0 + $1[keyPath: path] }
            }
            let held = [count(.succeeded), count(.dead), count(.cancelled), count(.active)]
            if shown != held {
                note(
                    .wrongCount, id, "its groups count \(shown) succeeded, failed, cancelled, active; its jobs \(held)")
            }
            if workflow.state == .succeeded && held[0] != members.count {
                note(.wrongCount, id, "it has succeeded, and \(members.count - held[0]) of its jobs have not")
            }
        }
    }
}
