import Jobs
import Testing

extension BrokerBehaviour {
    private static let no = JobFailure(code: "cancelled", message: "no")

    /// What happens to a workflow when several things come together.
    static let workflowCorners = [
        BrokerBehaviour("what waits for two jobs that fail or are cancelled is cancelled once") { bench in
            let nodes = [
                bench.node("top"), bench.node("left", after: ["top"]), bench.node("right", after: ["top"]),
                bench.node("tip", after: ["left", "right"]), bench.node("other"),
            ]
            let failing = bench.workflow(nodes, policy: .cancelDependents)
            try await bench.broker.enqueue(failing)
            let held = try await bench.take(2)
            try #require(Set(held.compactMap(\.node)) == ["top", "other"])
            for delivery in held where delivery.node == "top" { try await bench.bury(delivery) }
            let record = try await bench.workflow(failing.id)
            #expect(record.state == .running && record.groups.map(\.cancelled) == [0, 1, 1, 1, 0])
            for delivery in held where delivery.node == "other" { try await bench.complete(delivery) }
            #expect(try await bench.workflow(failing.id).state == .failed)
        },
        BrokerBehaviour("a job cancelled while it waited stays so when all that it waited for is done") { bench in
            let workflow = bench.workflow(bench.chain(["a", "b"]) + [bench.node("c")])
            try await bench.broker.enqueue(workflow)
            #expect(try await bench.broker.cancel(job: workflow.nodes[1].job.id, reason: no) == .done)
            #expect(try await bench.completeAll().sorted() == ["a", "c"])
            #expect(try await bench.states(of: workflow.id) == ["a": .succeeded, "b": .cancelled, "c": .succeeded])
            #expect(try await bench.workflow(workflow.id).state == .cancelled)
        },
        BrokerBehaviour("what follows an end is there once when the workflow ends again before it has run") { bench in
            let workflow = bench.workflow([bench.node("a")], onEnd: bench.job("after"))
            try await bench.broker.enqueue(workflow)
            for _ in 1...2 {
                #expect(try await bench.broker.cancel(workflow: workflow.id, reason: no) == .done)
                #expect(try await bench.inspector.stats().pending == 1)
                #expect(try await bench.broker.resume(workflow: workflow.id, deadline: .seconds(600)) == .done)
            }
            #expect(try await bench.broker.cancel(workflow: workflow.id, reason: no) == .done)
            #expect(try await bench.take(9).map(\.name) == ["after"])
        },
        BrokerBehaviour("what follows an end, put off after a failure, runs at once when the workflow ends again") {
            bench in
            let workflow = bench.workflow([bench.node("a")], onEnd: bench.job("after"))
            try await bench.broker.enqueue(workflow)
            _ = try await bench.broker.cancel(workflow: workflow.id, reason: no)
            let retry = Outcome.retry(after: .seconds(600), JobFailure(code: "x", message: "x"))
            #expect(try await bench.settle(bench.takeOne(), retry) == .accepted)
            #expect(try await bench.inspector.stats().scheduled == 1)
            #expect(try await bench.broker.resume(workflow: workflow.id, deadline: .seconds(3600)) == .done)
            #expect(try await bench.broker.cancel(workflow: workflow.id, reason: no) == .done)
            let stats = try await bench.inspector.stats()
            #expect(stats.scheduled == 0 && stats.pending == 1)
            #expect(try await bench.broker.promote().nextDueIn == nil)
            let again = try await bench.takeOne()
            #expect(again.name == "after" && again.attempt == 1)
        },
        BrokerBehaviour("a workflow that timed out says where it stood, not where it had been") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"]), deadline: bench.lease))
            try await bench.complete(try await bench.takeOne())
            try await bench.elapse(bench.lease, beating: ["w"])
            _ = try await bench.broker.promote()
            #expect(try await bench.workflow(id).failure?.failure.message == "Timed out in b: 0 of 1 done")
        },
        BrokerBehaviour("a job that runs is served, whether its worker is heard of or not") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a")], deadline: bench.lease))
            _ = try await bench.takeOne(worker: "silent")
            try await bench.elapse(bench.lease)
            _ = try await bench.broker.promote()
            #expect(try await bench.workflow(id).failure?.failure.message == "Timed out in a: 0 of 1 done")
        },
        BrokerBehaviour("the first of all that is due is what is due next") { bench in
            _ = try await bench.enqueued(bench.workflow([bench.node("a")], deadline: .seconds(600)))
            _ = try await bench.enqueued(bench.job(delay: .seconds(6000)))
            let deadline = try #require(try await bench.broker.promote().nextDueIn)
            #expect(deadline > .seconds(300) && deadline <= .seconds(600))
            _ = try await bench.enqueued(bench.job(delay: .seconds(200)))
            let delay = try #require(try await bench.broker.promote().nextDueIn)
            #expect(delay > .seconds(60) && delay <= .seconds(200))
        },
    ]
}
