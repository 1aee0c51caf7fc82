import Jobs
import Testing

extension BrokerBehaviour {
    /// Deadlines, and what follows an end.
    static let workflowEnds = [
        BrokerBehaviour("a workflow past its deadline is timed out, saying that no worker serves its queue") { bench in
            let nodes = [bench.node("extract", queue: "nobody"), bench.node("rules", after: ["extract"])]
            let id = try await bench.enqueued(bench.workflow(nodes, deadline: bench.lease))
            try await bench.beat("w", queues: ["q"])
            try await bench.elapse(bench.lease)
            _ = try await bench.broker.promote()
            let record = try await bench.workflow(id)
            #expect(record.state == .timedOut && record.failure?.failure.code == "timed_out")
            #expect(record.failure?.failure.message == "Timed out in extract: no worker serves this queue")
            #expect(record.failure?.group == "extract")
            #expect(try await bench.states(of: id) == ["extract": .cancelled, "rules": .cancelled])
        },
        BrokerBehaviour("a workflow past its deadline is timed out, saying how far it got") { bench in
            let nodes = (0..<3).map { bench.node("extract-\($0)", group: "extract") }
            let id = try await bench.enqueued(bench.workflow(nodes, deadline: bench.lease))
            try await bench.beat("w", queues: ["q"])
            for _ in 0..<2 { try await bench.complete(try await bench.takeOne()) }
            let held = try await bench.takeOne()
            try await bench.elapse(bench.lease)
            _ = try await bench.broker.promote()
            let record = try await bench.workflow(id)
            #expect(record.state == .timedOut)
            #expect(record.failure?.failure.message == "Timed out in extract: 2 of 3 done")
            #expect(try await bench.settle(held, .complete(result: nil)) == .cancelled)
        },
        BrokerBehaviour("a deadline is among what is due next, until its workflow has ended") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a")], deadline: .seconds(600)))
            let due = try #require(try await bench.broker.promote().nextDueIn)
            #expect(due > .seconds(300) && due <= .seconds(600))
            try await bench.completeAll()
            #expect(try await bench.workflow(id).state == .succeeded)
            #expect(try await bench.broker.promote().nextDueIn == nil)
        },
        BrokerBehaviour("a resumed workflow has a new deadline") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a")], deadline: bench.lease))
            try await bench.elapse(bench.lease)
            _ = try await bench.broker.promote()
            #expect(try await bench.workflow(id).state == .timedOut)
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(600)) == .done)
            _ = try await bench.broker.promote()
            #expect(try await bench.workflow(id).state == .running)
            #expect(try await bench.completeAll() == ["a"])
            #expect(try await bench.workflow(id).state == .succeeded)
        },
        BrokerBehaviour("what follows an end waits for it, and runs once when the workflow succeeded") { bench in
            let after = bench.job("after")
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"]), onEnd: after))
            #expect(try await bench.state(after.id) == .waiting)
            try await bench.complete(try await bench.takeOne())
            let last = try await bench.takeOne()
            try await bench.complete(last)
            #expect(try await bench.workflow(id).state == .succeeded)
            try await bench.complete(last)
            #expect(try await bench.completeAll() == ["after"])
            try await bench.complete(last)
            #expect(try await bench.take(5).isEmpty)
            #expect(try await bench.record(after.id).deliveries == 1)
        },
        BrokerBehaviour("what follows an end runs when the workflow failed, was cancelled or timed out") { bench in
            let failing = bench.workflow([bench.node("a")], onEnd: bench.job("after-failure"))
            try await bench.broker.enqueue(failing)
            try await bench.bury(try await bench.takeOne())
            #expect(try await bench.completeAll() == ["after-failure"])

            let cancelled = bench.workflow([bench.node("a")], onEnd: bench.job("after-cancel"))
            try await bench.broker.enqueue(cancelled)
            let reason = JobFailure(code: "cancelled", message: "no")
            _ = try await bench.broker.cancel(workflow: cancelled.id, reason: reason)
            #expect(try await bench.completeAll() == ["after-cancel"])

            let late = bench.workflow([bench.node("a")], deadline: bench.lease, onEnd: bench.job("after-deadline"))
            try await bench.broker.enqueue(late)
            try await bench.elapse(bench.lease)
            _ = try await bench.broker.promote()
            #expect(try await bench.completeAll() == ["after-deadline"])
        },
        BrokerBehaviour("a resumed workflow's end is followed again") { bench in
            let after = bench.job("after")
            let id = try await bench.enqueued(bench.workflow([bench.node("a")], onEnd: after))
            try await bench.bury(try await bench.takeOne())
            #expect(try await bench.completeAll() == ["after"])
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .done)
            #expect(try await bench.completeAll() == ["a", "after"])
            #expect(try await bench.record(after.id).deliveries == 2)
        },
    ]
}
