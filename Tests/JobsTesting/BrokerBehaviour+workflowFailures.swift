import Jobs
import Testing

extension BrokerBehaviour {
    /// What a failed or cancelled job means for the others.
    static let workflowFailures = [
        BrokerBehaviour("a failed job fails its workflow and cancels all that has not started") { bench in
            let nodes = [bench.node("a"), bench.node("b"), bench.node("c"), bench.node("d", after: ["a"])]
            let id = try await bench.enqueued(bench.workflow(nodes, policy: .cancelAll))
            let held = try await bench.take(2)
            try #require(held.map(\.node) == ["a", "b"])
            try await bench.bury(held[0], "no text")
            #expect(
                try await bench.states(of: id) == ["a": .dead, "b": .active, "c": .cancelled, "d": .cancelled])
            #expect(try await bench.workflow(id).state == .running)
            try await bench.complete(held[1])
            let record = try await bench.workflow(id)
            #expect(record.state == .failed)
            #expect(record.failure?.failure.message == "no text" && record.failure?.node == "a")
            #expect(record.failure?.group == "a" && record.failure?.job == held[0].id)
            #expect(record.groups.map(\.failed) == [1, 0, 0, 0] && record.groups.map(\.cancelled) == [0, 0, 1, 1])
        },
        BrokerBehaviour("with the gentler policy only what waits for the failed job is cancelled") { bench in
            let nodes = [
                bench.node("a"), bench.node("b", after: ["a"]), bench.node("c", after: ["b"]), bench.node("x"),
                bench.node("y", after: ["x"]),
            ]
            let id = try await bench.enqueued(bench.workflow(nodes, policy: .cancelDependents))
            try await bench.bury(try await bench.takeOne())
            #expect(
                try await bench.states(of: id) == [
                    "a": .dead, "b": .cancelled, "c": .cancelled, "x": .pending, "y": .waiting,
                ])
            #expect(try await bench.completeAll() == ["x", "y"])
            #expect(try await bench.workflow(id).state == .failed)
        },
        BrokerBehaviour("only the first failure is kept as the workflow's") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a"), bench.node("b")]))
            let held = try await bench.take(2)
            try #require(held.count == 2)
            try await bench.bury(held[0], "first")
            try await bench.bury(held[1], "second")
            let record = try await bench.workflow(id)
            #expect(record.state == .failed && record.failure?.failure.message == "first")
        },
        BrokerBehaviour("a poisoned job fails its workflow") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"])))
            for crash in 1...3 {
                _ = try await bench.takeOne(worker: "w\(crash)", lease: bench.lease)
                try await bench.elapse(bench.lease * 1.5, beating: ["other"])
                #expect(try await bench.broker.reclaim() == 1)
            }
            let record = try await bench.workflow(id)
            #expect(record.state == .failed && record.failure?.failure.code == "poison")
            #expect(try await bench.states(of: id) == ["a": .dead, "b": .cancelled])
        },
        BrokerBehaviour("a cancelled workflow ends at once, and what runs loses its lease") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b", "c"])))
            try await bench.complete(try await bench.takeOne())
            let held = try await bench.takeOne()
            let reason = JobFailure(code: "cancelled", message: "Cancelled by its owner")
            #expect(try await bench.broker.cancel(workflow: id, reason: reason) == .done)
            let record = try await bench.workflow(id)
            #expect(record.state == .cancelled && record.failure?.failure == reason && record.finishedAt != nil)
            #expect(try await bench.states(of: id) == ["a": .succeeded, "b": .cancelled, "c": .cancelled])
            #expect(record.groups.map(\.active) == [0, 0, 0])
            #expect(try await bench.broker.extend([held.lease], worker: "w", by: bench.lease) == [.cancelled])
            #expect(try await bench.settle(held, .complete(result: nil)) == .cancelled)
            #expect(try await bench.take(5).isEmpty)
            #expect(try await bench.broker.cancel(workflow: id, reason: reason) == .wrongState)
        },
        BrokerBehaviour("a cancelled job cancels what waits for it, and its workflow ends as cancelled") { bench in
            let nodes = [bench.node("a"), bench.node("b", after: ["a"]), bench.node("x")]
            let workflow = bench.workflow(nodes)
            try await bench.broker.enqueue(workflow)
            let reason = JobFailure(code: "cancelled", message: "not this one")
            #expect(try await bench.broker.cancel(job: workflow.nodes[0].job.id, reason: reason) == .done)
            #expect(try await bench.states(of: workflow.id) == ["a": .cancelled, "b": .cancelled, "x": .pending])
            #expect(try await bench.completeAll() == ["x"])
            #expect(try await bench.workflow(workflow.id).state == .cancelled)
        },
        BrokerBehaviour("a resumed workflow runs what did not succeed, and nothing else") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b", "c"])))
            try await bench.complete(try await bench.takeOne(), result: "one")
            let failed = try await bench.takeOne()
            try await bench.bury(failed)
            #expect(try await bench.workflow(id).state == .failed)
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .done)
            let record = try await bench.workflow(id)
            #expect(record.state == .running && record.failure == nil && record.finishedAt == nil)
            #expect(record.groups.map(\.failed) == [0, 0, 0] && record.groups.map(\.cancelled) == [0, 0, 0])
            #expect(try await bench.states(of: id) == ["a": .succeeded, "b": .pending, "c": .waiting])
            let again = try await bench.takeOne()
            #expect(again.id == failed.id && again.attempt == 1 && again.fence.number == 2)
            #expect(try await bench.settle(failed, .complete(result: nil)) == .lost)
            try await bench.complete(again)
            #expect(try await bench.completeAll() == ["c"])
            #expect(try await bench.workflow(id).state == .succeeded)
            #expect(try await bench.broker.results(of: id)["a"] == Array("one".utf8))
        },
        BrokerBehaviour("a job cancelled in its line and put back into it is delivered once") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a"), bench.node("b")]))
            for _ in 1...3 {
                _ = try await bench.broker.cancel(workflow: id, reason: JobFailure(code: "cancelled", message: "no"))
                #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .done)
            }
            #expect(try await bench.take(20).compactMap(\.node).sorted() == ["a", "b"])
            #expect(try await bench.inspector.stats().active == 2)
            #expect(try await bench.inspector.stats().pending == 0)
        },
        BrokerBehaviour("a cancelled workflow can be resumed, one that runs or succeeded cannot") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.fanOut(3)))
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .wrongState)
            try await bench.complete(try await bench.takeOne())
            _ = try await bench.broker.cancel(workflow: id, reason: JobFailure(code: "cancelled", message: "no"))
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .done)
            let order = try await bench.completeAll()
            #expect(order.count == 3 && order.last == "join")
            #expect(try await bench.workflow(id).state == .succeeded)
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .wrongState)
        },
    ]
}
