import Jobs
import Testing

@Suite("A workflow is checked before it is taken")
struct NewWorkflowTests {
    private func node(_ name: String, after: [String] = [], shard: Int = 0) -> NewWorkflow.Node {
        let job = NewJob(id: JobID(shard: shard), name: "test", queue: "q", payload: [])
        return NewWorkflow.Node(name: name, group: name, job: job, after: after)
    }

    private func workflow(_ nodes: [NewWorkflow.Node]) -> NewWorkflow {
        NewWorkflow(id: WorkflowID(shard: 0), name: "test", nodes: nodes)
    }

    @Test("A graph that can be ordered is taken, in whatever order it is written")
    func takesAGraph() throws {
        try workflow([node("d", after: ["b", "c"]), node("b", after: ["a"]), node("c", after: ["a", "a"]), node("a")])
            .validate()
    }

    @Test("A join of 1,000 is taken")
    func takesAWideJoin() throws {
        let parts = (0..<1000).map { node("part-\($0)") }
        try workflow(parts + [node("join", after: parts.map(\.name))]).validate()
    }

    @Test("A circle is refused, and so is a node that waits for itself")
    func refusesCircles() {
        for nodes in [
            [node("a", after: ["a"])],
            [node("a"), node("b", after: ["a", "d"]), node("c", after: ["b"]), node("d", after: ["c"])],
        ] {
            #expect(throws: EnqueueError.invalidDependency("The dependencies of workflow test form a circle.")) {
                try workflow(nodes).validate()
            }
        }
    }

    @Test("A dependency that is not there is refused by name")
    func refusesUnknownDependencies() {
        #expect(throws: EnqueueError.invalidDependency("Node b depends on z, which is not there.")) {
            try workflow([node("a"), node("b", after: ["z"])]).validate()
        }
    }

    @Test("Two nodes of one name, and no node at all, are refused")
    func refusesRepeatedAndMissingNodes() {
        #expect(throws: EnqueueError.invalidDependency("Two nodes are named a.")) {
            try workflow([node("a"), node("a")]).validate()
        }
        #expect(throws: EnqueueError.invalidDependency("A workflow needs at least one node.")) {
            try workflow([]).validate()
        }
    }

    @Test("What is added lies in the workflow's shard and belongs to its tenant, counted under its own name")
    func putsTogether() throws {
        var workflow = NewWorkflow(id: WorkflowID(shard: 3), name: "test", tenant: "acme")
        let part = try workflow.add(Part(), as: "part", options: .init(queue: "other", tenant: "not this one"))
        try workflow.add(Part(), as: "join", group: "joins", after: [part])
        let last = try workflow.finish(with: Part())
        try workflow.validate()
        #expect(workflow.nodes.map(\.group) == ["test.part", "joins"])
        #expect(workflow.nodes.map(\.after) == [[], ["part"]])
        #expect(workflow.nodes.map(\.job.queue) == ["other", "default"])
        #expect(workflow.nodes.allSatisfy { $0.job.tenant == "acme" && $0.job.id.shard == 3 })
        #expect(workflow.onEnd?.id == last && workflow.onEnd?.tenant == "acme")
    }

    @Test("A job of another shard is refused")
    func refusesOtherShards() {
        #expect(throws: EnqueueError.invalidName("Node b has an id of another shard than its workflow.")) {
            try workflow([node("a"), node("b", shard: 1)]).validate()
        }
    }
}

private struct Part: Job {
    static let name = "test.part"
}
