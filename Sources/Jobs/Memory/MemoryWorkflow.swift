/// A workflow as the memory broker holds it.
struct MemoryWorkflow: Sendable {
    var record: WorkflowRecord
    let failurePolicy: NewWorkflow.FailurePolicy
    /// In the order of the nodes.
    let jobs: [JobID]
    let onEnd: JobID?
    /// How many of its jobs have not ended.
    var remaining: Int
    /// Whether a job of it was cancelled by somebody.
    var isCancelled = false
    var deadline: MemoryTime
    /// By group, the progress of its active jobs in thousandths.
    private var partials: [Int]

    init(_ new: NewWorkflow, now: MemoryTime) {
        self.failurePolicy = new.failurePolicy
        self.jobs = new.nodes.map(\.job.id)
        self.onEnd = new.onEnd?.id
        self.remaining = new.nodes.count
        self.deadline = now + new.deadline
        let groups = Self.groups(of: new.nodes)
        self.partials = [Int](repeating: 0, count: groups.count)
        self.record = WorkflowRecord(
            id: new.id, name: new.name, tenant: new.tenant, state: .running, metadata: new.metadata, groups: groups,
            createdAt: now.date, deadlineAt: (now + new.deadline).date, revision: 0)
    }

    private static func groups(of nodes: [NewWorkflow.Node]) -> [WorkflowRecord.Group] {
        var groups: [WorkflowRecord.Group] = []
        var places: [String: Int] = [:]
        for node in nodes {
            if let place = places[node.group] {
                groups[place].total += 1
            } else {
                places[node.group] = groups.count
                groups.append(.init(name: node.group, queue: node.job.queue, total: 1))
            }
        }
        return groups
    }

    /// Changes the counters of a group.
    mutating func update(group name: String?, _ change: (inout WorkflowRecord.Group) -> Void) {
        guard let place = record.groups.firstIndex(where: { $0.name == name }) else { return }
        change(&record.groups[place])
    }

    /// Replaces what one active job adds to its group's progress.
    mutating func move(group name: String?, from old: Progress?, to new: Progress?) {
        guard let place = record.groups.firstIndex(where: { $0.name == name }) else { return }
        partials[place] += Self.thousandths(new) - Self.thousandths(old)
        record.groups[place].partial = Double(partials[place]) / 1000
    }

    private static func thousandths(_ progress: Progress?) -> Int {
        Int((progress?.fraction ?? 0) * 1000)
    }

    /// Only the first failure is kept: those after it are its consequences.
    mutating func fail(_ failure: @autoclosure () -> WorkflowFailure) {
        if record.failure == nil { record.failure = failure() }
    }
}
