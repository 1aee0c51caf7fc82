/// A graph of jobs by dependency, handed to the broker as one thing.
///
/// Chain, group and chord are special cases: `after` names what a node waits for.
public struct NewWorkflow: Sendable {
    public var id: WorkflowID
    /// What kind of workflow it is, such as `document`.
    public var name: String
    public var tenant: String
    /// Given back in ``WorkflowRecord/metadata``; small.
    public var metadata: [String: String]
    /// After so long, counted from the enqueue, it ends as timed out whatever it is doing.
    public var deadline: Duration
    public var nodes: [Node]
    public var failurePolicy: FailurePolicy
    /// Enqueued in the same step that ends the workflow, however it ends.
    public var onEnd: NewJob?

    public init(
        id: WorkflowID, name: String, tenant: String = "", metadata: [String: String] = [:],
        deadline: Duration = .seconds(3600), nodes: [Node] = [], failurePolicy: FailurePolicy = .cancelAll,
        onEnd: NewJob? = nil
    ) {
        self.id = id
        self.name = name
        self.tenant = tenant
        self.metadata = metadata
        self.deadline = deadline
        self.nodes = nodes
        self.failurePolicy = failurePolicy
        self.onEnd = onEnd
    }

    public struct Node: Sendable {
        /// Unique in the workflow, such as `extract-3`.
        public var name: String
        /// Nodes of one group are counted together, such as `extract`; groups keep the order of their first node.
        public var group: String
        public var job: NewJob
        /// Names of the nodes that must succeed first.
        public var after: [String]

        public init(name: String, group: String, job: NewJob, after: [String] = []) {
            self.name = name
            self.group = group
            self.job = job
            self.after = after
        }
    }

    /// What a failed job means for the others.
    public enum FailurePolicy: String, Sendable, Codable {
        /// Everything that has not started is cancelled.
        case cancelAll = "all"
        /// Only what waits for the failed job, directly or not, is cancelled; the rest still runs.
        case cancelDependents = "dependents"
    }

    /// Checks names, shards and dependencies.
    ///
    /// - Throws: ``EnqueueError`` when a dependency is unknown or circular, a node name occurs twice, or a
    ///   job's id lies in another shard than the workflow's.
    public func validate() throws {
        var indexes: [String: Int] = [:]
        for (index, node) in nodes.enumerated() {
            guard indexes.updateValue(index, forKey: node.name) == nil else {
                throw EnqueueError.invalidDependency("Two nodes are named \(node.name).")
            }
            guard node.job.id.shard == id.shard else {
                throw EnqueueError.invalidName("Node \(node.name) has an id of another shard than its workflow.")
            }
            guard node.job.deduplication == nil else {
                throw EnqueueError.invalidDependency("Node \(node.name) cannot stand for another job.")
            }
        }
        let jobs = nodes.map(\.job.id) + (onEnd.map { [$0.id] } ?? [])
        guard Set(jobs).count == jobs.count else {
            throw EnqueueError.invalidName("Two jobs of workflow \(name) have one id.")
        }
        guard onEnd.map({ $0.id.shard == id.shard }) ?? true else {
            throw EnqueueError.invalidName("The job after workflow \(name) has an id of another shard.")
        }
        guard !nodes.isEmpty else { throw EnqueueError.invalidDependency("A workflow needs at least one node.") }
        try checkOrder(indexes)
    }

    /// Kahn's algorithm: what cannot be ordered is circular.
    private func checkOrder(_ indexes: [String: Int]) throws {
        var waits = [Int](repeating: 0, count: nodes.count)
        var dependents = [[Int]](repeating: [], count: nodes.count)
        for (index, node) in nodes.enumerated() {
            for name in Set(node.after) {
                guard let other = indexes[name] else {
                    throw EnqueueError.invalidDependency("Node \(node.name) depends on \(name), which is not there.")
                }
                waits[index] += 1
                dependents[other].append(index)
            }
        }
        var ready = waits.indices.filter { waits[$0] == 0 }
        var ordered = 0
        while let next = ready.popLast() {
            ordered += 1
            for dependent in dependents[next] {
                waits[dependent] -= 1
                if waits[dependent] == 0 { ready.append(dependent) }
            }
        }
        guard ordered == nodes.count else {
            throw EnqueueError.invalidDependency("The dependencies of workflow \(name) form a circle.")
        }
    }
}
