import Jobs
import Testing

extension BrokerBehaviour {
    /// Workflows that go well.
    static let workflows = [
        BrokerBehaviour("a chain runs one job after the other") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b", "c"])))
            #expect(try await bench.states(of: id) == ["a": .pending, "b": .waiting, "c": .waiting])
            #expect(try await bench.workflow(id).state == .running)
            let first = try await bench.takeOne()
            #expect(first.workflow == id && first.node == "a")
            #expect(try await bench.take(5).isEmpty)
            try await bench.complete(first)
            #expect(try await bench.completeAll() == ["b", "c"])
            let record = try await bench.workflow(id)
            #expect(record.state == .succeeded && record.finishedAt != nil && record.failure == nil)
            #expect(record.progress == 1 && record.currentGroup == nil && record.metadata == ["kind": "csr"])
        },
        BrokerBehaviour("a diamond runs its tip once, after both sides") { bench in
            let nodes = [
                bench.node("top"), bench.node("left", after: ["top"]), bench.node("right", after: ["top"]),
                bench.node("tip", after: ["left", "right", "left"]),
            ]
            let id = try await bench.enqueued(bench.workflow(nodes))
            try await bench.complete(try await bench.takeOne())
            let sides = try await bench.take(5)
            #expect(Set(sides.compactMap(\.node)) == ["left", "right"])
            try #require(sides.count == 2)
            try await bench.complete(sides[0])
            #expect(try await bench.take(5).isEmpty)
            try await bench.complete(sides[1])
            #expect(try await bench.completeAll() == ["tip"])
            #expect(try await bench.workflow(id).state == .succeeded)
        },
        BrokerBehaviour("a join of 200 runs once, after all of them") { bench in try await bench.join(of: 200) },
        BrokerBehaviour("a join of 1,000 runs once, after all of them") { bench in try await bench.join(of: 1000) },
        BrokerBehaviour("results of a workflow are found by the names of its nodes") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"])))
            #expect(try await bench.broker.results(of: id).isEmpty)
            try await bench.complete(try await bench.takeOne(), result: "one")
            #expect(try await bench.broker.results(of: id) == ["a": Array("one".utf8)])
            try await bench.complete(try await bench.takeOne(), result: "two")
            #expect(try await bench.broker.results(of: id) == ["a": Array("one".utf8), "b": Array("two".utf8)])
        },
        BrokerBehaviour("a node with a delay is scheduled once it is ready") { bench in
            let nodes = [bench.node("a"), bench.node("b", after: ["a"], delay: bench.lease)]
            let id = try await bench.enqueued(bench.workflow(nodes))
            try await bench.complete(try await bench.takeOne())
            #expect(try await bench.states(of: id) == ["a": .succeeded, "b": .scheduled])
            try await bench.elapse(bench.lease)
            #expect(try await bench.broker.promote().promoted == 1)
            #expect(try await bench.completeAll() == ["b"])
            #expect(try await bench.workflow(id).state == .succeeded)
        },
        BrokerBehaviour("groups count their jobs, and progress goes with what is reported") { bench in
            let parts = (0..<4).map { bench.node("part-\($0)", group: "part") }
            let id = try await bench.enqueued(bench.workflow(parts + [bench.node("end", after: parts.map(\.name))]))
            let held = try await bench.take(2)
            try #require(held.count == 2)
            try await bench.complete(held[0])
            _ = try await bench.broker.report(Progress(done: 1, total: 2), lease: held[1].lease)
            let record = try await bench.workflow(id)
            let group = try #require(record.groups.first)
            #expect(record.groups.map(\.name) == ["part", "end"] && record.currentGroup?.name == "part")
            #expect(group.total == 4 && group.succeeded == 1 && group.active == 1 && group.attempts == 2)
            #expect(group.partial == 0.5 && group.fraction == 0.375 && record.progress == 0.1875)
            #expect(group.queue == "q" && group.startedAt != nil && group.finishedAt == nil)
            try await bench.complete(held[1])
            try await bench.completeAll()
            let end = try await bench.workflow(id)
            #expect(
                end.groups.allSatisfy { $0.isFinished && $0.active == 0 && $0.partial == 0 && $0.finishedAt != nil })
        },
        BrokerBehaviour("a released and a reclaimed job leave no progress behind") { bench in
            let id = try await bench.enqueued(bench.workflow([bench.node("a")]))
            let held = try await bench.takeOne()
            _ = try await bench.broker.report(Progress(done: 9, total: 10), lease: held.lease)
            try await bench.settle(held, .release(.shutdown))
            let group = try #require(try await bench.workflow(id).groups.first)
            #expect(group.active == 0 && group.partial == 0)
        },
        BrokerBehaviour("a circle and an unknown dependency are refused, and nothing is written") {
            bench async throws in
            for nodes in [
                [bench.node("a", after: ["b"]), bench.node("b", after: ["a"])], [bench.node("a", after: ["nobody"])],
                [bench.node("a"), bench.node("a")], [],
            ] {
                let workflow = bench.workflow(nodes)
                await #expect(throws: EnqueueError.self) { try await bench.broker.enqueue(workflow) }
                #expect(try await bench.broker.record(ofWorkflow: workflow.id) == nil)
            }
            #expect(try await bench.take(5).isEmpty)
        },
    ]
}

extension Bench {
    fileprivate func join(of width: Int) async throws {
        let id = try await enqueued(workflow(fanOut(width)))
        #expect(try await inspector.stats().pending == width)
        let order = try await completeAll()
        #expect(order.count == width + 1 && order.last == "join" && Set(order).count == width + 1)
        let record = try await workflow(id)
        #expect(record.state == .succeeded)
        #expect(record.groups.map(\.succeeded) == [width, 1])
        #expect(try await broker.results(of: id).count == width + 1)
    }
}
