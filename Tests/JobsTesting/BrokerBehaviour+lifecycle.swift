import Jobs
import Testing

extension BrokerBehaviour {
    /// Every arrow of the state picture.
    static let lifecycle = [
        BrokerBehaviour("a job enqueued without a delay is pending") { bench in
            let record = try await bench.record(try await bench.enqueued(bench.job()))
            #expect(record.state == .pending && record.attempt == 0 && record.deliveries == 0)
        },
        BrokerBehaviour("a reserved job is active, and its delivery carries all that was enqueued") { bench in
            let job = bench.job(version: 3, tenant: "acme", priority: .high, payload: "{\"a\":1}")
            let id = try await bench.enqueued(job)
            let delivery = try await bench.takeOne()
            #expect(delivery.id == id && delivery.name == job.name && delivery.version == 3)
            #expect(delivery.queue == "q" && delivery.tenant == "acme" && delivery.priority == .high)
            #expect(delivery.payload == job.payload && delivery.metadata == job.metadata)
            #expect(delivery.attempt == 1 && delivery.crashes == 0 && delivery.fence.number == 1)
            #expect(delivery.workflow == nil && delivery.node == nil)
            let record = try await bench.record(id)
            #expect(record.state == .active && record.attempt == 1 && record.worker == "w")
            #expect(record.startedAt != nil && record.leaseUntil != nil)
        },
        BrokerBehaviour("a job is delivered to one worker only") { bench in
            _ = try await bench.enqueued(bench.job())
            #expect(try await bench.take(5, worker: "w1").count == 1)
            #expect(try await bench.take(5, worker: "w2").isEmpty)
        },
        BrokerBehaviour("a completed job has succeeded and shows its result") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.complete(try await bench.takeOne(), result: "7")
            let record = try await bench.record(id)
            #expect(record.state == .succeeded && record.result == Array("7".utf8) && record.finishedAt != nil)
        },
        BrokerBehaviour("a job enqueued with a delay is scheduled, and pending once it is due and promoted") { bench in
            let id = try await bench.enqueued(bench.job(delay: bench.lease))
            #expect(try await bench.state(id) == .scheduled)
            #expect(try await bench.record(id).dueAt != nil)
            let before = try await bench.broker.promote()
            #expect(before.promoted == 0)
            #expect(try #require(before.nextDueIn) <= bench.lease)
            #expect(try await bench.take(1).isEmpty)
            try await bench.elapse(bench.lease)
            #expect(try await bench.broker.promote() == PromoteAnswer(promoted: 1, nextDueIn: nil))
            #expect(try await bench.state(id) == .pending)
            #expect(try await bench.takeOne().id == id)
        },
        BrokerBehaviour("a job to be retried later is scheduled with its failure, and runs as the next attempt") {
            bench in
            let id = try await bench.enqueued(bench.job())
            let failure = JobFailure(code: "busy", message: "try later", details: ["host": "a"])
            #expect(try await bench.settle(bench.takeOne(), .retry(after: bench.lease, failure)) == .accepted)
            let record = try await bench.record(id)
            #expect(record.state == .scheduled && record.failure == failure && record.attempt == 1)
            #expect(try await bench.take(1).isEmpty)
            try await bench.elapse(bench.lease)
            #expect(try await bench.broker.promote().promoted == 1)
            let second = try await bench.takeOne()
            #expect(second.attempt == 2 && second.fence.number == 2)
        },
        BrokerBehaviour("a job to be retried at once is pending") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.settle(bench.takeOne(), .retry(after: .zero, JobFailure(code: "x", message: "x")))
            #expect(try await bench.state(id) == .pending)
            #expect(try await bench.takeOne().attempt == 2)
        },
        BrokerBehaviour("a buried job is dead with its failure, and its result is shown all the same") { bench in
            let id = try await bench.enqueued(bench.job())
            let failure = JobFailure(code: "broken", message: "it broke", details: ["page": "3"])
            try await bench.settle(bench.takeOne(), .bury(failure, result: Array("draft".utf8)))
            let record = try await bench.record(id)
            #expect(record.state == .dead && record.failure == failure && record.result == Array("draft".utf8))
            #expect(record.finishedAt != nil)
        },
        BrokerBehaviour("a released job is pending with its attempt given back, and its fence goes on") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.settle(bench.takeOne(), .release(.shutdown))
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.attempt == 0 && record.crashes == 0)
            let again = try await bench.takeOne()
            #expect(again.attempt == 1 && again.fence.number == 2)
        },
        BrokerBehaviour("a requeued job is pending with new attempts, and its fence goes on") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.settle(bench.takeOne(), .retry(after: .zero, JobFailure(code: "x", message: "x")))
            try await bench.bury(try await bench.takeOne())
            #expect(try await bench.broker.requeue(job: id) == .done)
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.failure == nil && record.finishedAt == nil)
            let again = try await bench.takeOne()
            #expect(again.attempt == 1 && again.fence.number == 3)
            try await bench.complete(again)
            #expect(try await bench.state(id) == .succeeded)
        },
        BrokerBehaviour("a pending, a scheduled and an active job are cancelled at once") { bench in
            let active = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne()
            let pending = try await bench.enqueued(bench.job())
            let scheduled = try await bench.enqueued(bench.job(delay: bench.lease))
            let reason = JobFailure(code: "cancelled", message: "not needed")
            for id in [active, pending, scheduled] {
                #expect(try await bench.broker.cancel(job: id, reason: reason) == .done)
                let record = try await bench.record(id)
                #expect(record.state == .cancelled && record.failure == reason && record.finishedAt != nil)
            }
            try await bench.elapse(bench.lease)
            #expect(try await bench.broker.promote().promoted == 0)
            #expect(try await bench.take(5).isEmpty)
            #expect(try await bench.settle(delivery, .complete(result: nil)) == .cancelled)
        },
        BrokerBehaviour("progress is shown while a job runs") { bench in
            let id = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne()
            #expect(try await bench.broker.report(Progress(done: 3, total: 4), lease: delivery.lease) == .accepted)
            #expect(try await bench.record(id).progress == Progress(done: 3, total: 4))
        },
    ]

    /// Changes that do not lead from where a job stands.
    static let refusals = [
        BrokerBehaviour("what is not known is not found") { bench async throws in
            let id = bench.broker.makeID(tenant: "")
            let reason = JobFailure(code: "cancelled", message: "no")
            #expect(try await bench.broker.cancel(job: id, reason: reason) == .notFound)
            #expect(try await bench.broker.cancel(workflow: id, reason: reason) == .notFound)
            #expect(try await bench.broker.requeue(job: id) == .notFound)
            #expect(try await bench.broker.resume(workflow: id, deadline: .seconds(60)) == .notFound)
            #expect(try await bench.broker.record(ofJob: id) == nil)
            #expect(try await bench.broker.record(ofWorkflow: id) == nil)
            #expect(try await bench.broker.results(of: id).isEmpty)
        },
        BrokerBehaviour("a job that has ended is not cancelled") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.complete(try await bench.takeOne())
            let reason = JobFailure(code: "cancelled", message: "late")
            #expect(try await bench.broker.cancel(job: id, reason: reason) == .wrongState)
            #expect(try await bench.state(id) == .succeeded)
        },
        BrokerBehaviour("only a dead job is requeued, and none of a workflow") { bench in
            let pending = try await bench.enqueued(bench.job())
            #expect(try await bench.broker.requeue(job: pending) == .wrongState)
            try await bench.complete(try await bench.takeOne())
            #expect(try await bench.broker.requeue(job: pending) == .wrongState)
            let workflow = bench.workflow([bench.node("a")])
            try await bench.broker.enqueue(workflow)
            try await bench.bury(try await bench.takeOne())
            #expect(try await bench.state(workflow.nodes[0].job.id) == .dead)
            #expect(try await bench.broker.requeue(job: workflow.nodes[0].job.id) == .wrongState)
        },
        BrokerBehaviour("a name that a broker cannot hold is refused, and nothing is written") { bench async throws in
            for (queue, tenant) in [
                ("", ""), ("a b", ""), ("{q}", ""), ("q", "a\nb"), (String(repeating: "q", count: 201), ""),
            ] {
                let job = bench.job(queue: queue, tenant: tenant)
                await #expect(throws: EnqueueError.self) { try await bench.broker.enqueue([job]) }
                #expect(try await bench.broker.record(ofJob: job.id) == nil)
            }
        },
        BrokerBehaviour("a payload over the limit is refused, one at the limit is not") { bench in
            var job = bench.job()
            job.payload = [UInt8](repeating: 32, count: EnqueueOptions.payloadLimit)
            try await bench.broker.enqueue([job])
            #expect(try await bench.takeOne().payload == job.payload)
            var large = bench.job()
            large.payload = [UInt8](repeating: 32, count: EnqueueOptions.payloadLimit + 1)
            await #expect(throws: EnqueueError.self) { try await bench.broker.enqueue([large]) }
        },
    ]
}
