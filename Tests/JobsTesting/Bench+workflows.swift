import Jobs

extension Bench {
    func node(
        _ name: String, group: String? = nil, after: [String] = [], queue: String = "q", delay: Duration? = nil
    ) -> NewWorkflow.Node {
        .init(
            name: name, group: group ?? name, job: job(queue: queue, payload: "\"\(name)\"", delay: delay), after: after
        )
    }

    func workflow(
        _ nodes: [NewWorkflow.Node], policy: NewWorkflow.FailurePolicy = .cancelAll,
        deadline: Duration = .seconds(3600), onEnd: NewJob? = nil
    ) -> NewWorkflow {
        NewWorkflow(
            id: broker.makeID(tenant: ""), name: "test", metadata: ["kind": "csr"], deadline: deadline, nodes: nodes,
            failurePolicy: policy, onEnd: onEnd)
    }

    func enqueued(_ workflow: NewWorkflow) async throws -> WorkflowID {
        try await broker.enqueue(workflow)
        return workflow.id
    }

    /// One node after the other.
    func chain(_ names: [String]) -> [NewWorkflow.Node] {
        zip(names.indices, names).map { index, name in node(name, after: index == 0 ? [] : [names[index - 1]]) }
    }

    /// `width` nodes side by side, and one that waits for all of them.
    func fanOut(_ width: Int) -> [NewWorkflow.Node] {
        let parts = (0..<width).map { node("part-\($0)", group: "part") }
        return parts + [node("join", after: parts.map(\.name))]
    }

    /// The states of a workflow's jobs by node name.
    func states(of workflow: WorkflowID) async throws -> [String: JobState] {
        let records = try await inspector.jobs(ofWorkflow: workflow)
        return Dictionary(records.map { ($0.node ?? "", $0.state) }, uniquingKeysWith: { first, _ in first })
    }
}
