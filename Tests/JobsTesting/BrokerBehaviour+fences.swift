import Jobs
import Testing

extension BrokerBehaviour {
    /// Every write of a worker carries a fence, and a stale one is refused without a trace.
    static let fences = [
        BrokerBehaviour("the old holder of a reclaimed job can write nothing") { bench in
            let id = try await bench.enqueued(bench.job())
            let old = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            #expect(try await bench.broker.reclaim() == 1)
            #expect(try await bench.settle(old, .complete(result: nil)) == .lost)
            #expect(try await bench.state(id) == .pending)
            let new = try await bench.takeOne(worker: "w2")
            #expect(new.fence.number == 2 && new.fence != old.fence)
            for outcome in Self.everyOutcome { #expect(try await bench.settle(old, outcome) == .lost) }
            #expect(try await bench.broker.extend([old.lease], worker: "w1", by: bench.lease) == [.lost])
            #expect(try await bench.broker.report(Progress(done: 1, total: 1), lease: old.lease) == .lost)
            let record = try await bench.record(id)
            #expect(record.state == .active && record.worker == "w2" && record.progress == nil)
            try await bench.complete(new)
            #expect(try await bench.state(id) == .succeeded)
        },
        BrokerBehaviour("a fence with the right number and another token is stale") { bench in
            let id = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne()
            let forged = Lease(id: id, fence: Fence(number: delivery.fence.number, token: "ffffffffffffffff"))
            #expect(try await bench.broker.extend([forged], worker: "w", by: bench.lease) == [.lost])
            #expect(try await bench.broker.report(Progress(done: 1, total: 2), lease: forged) == .lost)
            let end = Settlement(lease: forged, outcome: .complete(result: nil))
            #expect(try await bench.broker.settle([end]) == [.lost])
            #expect(try await bench.state(id) == .active)
        },
        BrokerBehaviour("a fence with the right token and another number is stale") { bench in
            let id = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne()
            let forged = Lease(id: id, fence: Fence(number: delivery.fence.number + 1, token: delivery.fence.token))
            let end = Settlement(lease: forged, outcome: .complete(result: nil))
            #expect(try await bench.broker.settle([end]) == [.lost])
            #expect(try await bench.broker.extend([forged], worker: "w", by: bench.lease) == [.lost])
            #expect(try await bench.broker.report(Progress(done: 1, total: 2), lease: forged) == .lost)
            #expect(try await bench.state(id) == .active)
            #expect(try await bench.settle(delivery, .release(.shutdown)) == .accepted)
            #expect(try await bench.broker.settle([end]) == [.lost])
        },
        BrokerBehaviour("a lease on a job that is not known is lost") { bench async throws in
            let lease = Lease(id: bench.broker.makeID(tenant: ""), fence: Fence(number: 1, token: "0123456789abcdef"))
            #expect(try await bench.broker.extend([lease], worker: "w", by: bench.lease) == [.lost])
            #expect(try await bench.broker.report(Progress(done: 1, total: 1), lease: lease) == .lost)
            #expect(
                try await bench.broker.settle([Settlement(lease: lease, outcome: .complete(result: nil))]) == [.lost])
        },
        BrokerBehaviour("the holder of a cancelled job learns so with whatever it writes next") { bench in
            let id = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne()
            _ = try await bench.broker.cancel(job: id, reason: JobFailure(code: "cancelled", message: "no"))
            #expect(try await bench.broker.extend([delivery.lease], worker: "w", by: bench.lease) == [.cancelled])
            #expect(try await bench.broker.report(Progress(done: 1, total: 2), lease: delivery.lease) == .cancelled)
            for outcome in Self.everyOutcome { #expect(try await bench.settle(delivery, outcome) == .cancelled) }
            #expect(try await bench.state(id) == .cancelled)
        },
        BrokerBehaviour("the old holder of a requeued job cannot end it a second time") { bench in
            let id = try await bench.enqueued(bench.job())
            let first = try await bench.takeOne()
            try await bench.bury(first)
            #expect(try await bench.broker.requeue(job: id) == .done)
            #expect(try await bench.settle(first, .complete(result: nil)) == .lost)
            #expect(try await bench.state(id) == .pending)
        },
        BrokerBehaviour("a renewed lease runs from the renewal") { bench in
            let id = try await bench.enqueued(bench.job())
            let delivery = try await bench.takeOne(lease: bench.lease)
            try await bench.elapse(bench.lease / 2, beating: ["w"])
            #expect(try await bench.broker.extend([delivery.lease], worker: "w", by: bench.lease * 20) == [.accepted])
            try await bench.elapse(bench.lease, beating: ["w"])
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.state(id) == .active)
        },
        BrokerBehaviour("renewals are answered in the order of the leases") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job(), bench.job()])
            let held = try await bench.take(3)
            try #require(held.count == 3)
            try await bench.complete(held[1])
            _ = try await bench.broker.cancel(job: held[2].id, reason: JobFailure(code: "cancelled", message: "no"))
            let answers = try await bench.broker.extend(held.map(\.lease), worker: "w", by: bench.lease)
            #expect(answers == [.accepted, .lost, .cancelled])
        },
    ]

    private static let everyOutcome: [Outcome] = [
        .complete(result: nil), .retry(after: .zero, JobFailure(code: "x", message: "x")),
        .bury(JobFailure(code: "x", message: "x")), .release(.shutdown), .release(.unknownJob),
    ]

    /// What was sent and not answered is sent again, and happens once.
    static let resending = [
        BrokerBehaviour("a job enqueued again is left as it is") { bench in
            let job = bench.job()
            try await bench.broker.enqueue([job])
            try await bench.broker.enqueue([job, job])
            #expect(try await bench.take(5).count == 1)
            try await bench.broker.enqueue([job])
            #expect(try await bench.take(5).isEmpty)
        },
        BrokerBehaviour("a job enqueued again after its end is not run again") { bench in
            let job = bench.job()
            try await bench.broker.enqueue([job])
            try await bench.complete(try await bench.takeOne())
            try await bench.broker.enqueue([job])
            #expect(try await bench.state(job.id) == .succeeded)
            #expect(try await bench.take(5).isEmpty)
        },
        BrokerBehaviour("a reserve sent again brings the same deliveries and counts nothing") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job(), bench.job()])
            let request = bench.request(2)
            let first = try await bench.broker.reserve(request)
            let second = try await bench.broker.reserve(request)
            try #require(first.count == 2 && second.map(\.lease) == first.map(\.lease))
            #expect(second.map(\.attempt) == [1, 1] && second.map(\.payload) == first.map(\.payload))
            #expect(try await bench.record(first[0].id).deliveries == 1)
            #expect(try await bench.take(5).count == 1)
        },
        BrokerBehaviour("a reserve sent again does not bring back what has ended") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job()])
            let request = bench.request(2)
            let first = try await bench.broker.reserve(request)
            try #require(first.count == 2)
            try await bench.complete(first[0])
            #expect(try await bench.broker.reserve(request).map(\.id) == [first[1].id])
        },
        BrokerBehaviour("a reserve that comes late, after a newer one of its worker, takes nothing") { bench in
            let (first, second, third) = (bench.request(1), bench.request(1), bench.request(1))
            #expect(try await bench.broker.reserve(first).isEmpty)
            #expect(try await bench.broker.reserve(second).isEmpty)
            try await bench.broker.enqueue([bench.job(), bench.job()])
            #expect(try await bench.broker.reserve(first).isEmpty)
            #expect(try await bench.broker.reserve(third).count == 1)
            #expect(try await bench.broker.reserve(second).isEmpty)
            #expect(try await bench.inspector.stats().active == 1)
        },
        BrokerBehaviour("a reserve sent again does not bring back what another has taken since") { bench in
            let id = try await bench.enqueued(bench.job())
            let request = bench.request(1, worker: "w1", lease: bench.lease)
            #expect(try await bench.broker.reserve(request).count == 1)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            #expect(try await bench.broker.reclaim() == 1)
            #expect(try await bench.takeOne(worker: "w2").id == id)
            #expect(try await bench.broker.reserve(request).isEmpty)
        },
        BrokerBehaviour("an ending sent again is accepted again although the job has gone on") { bench in
            let id = try await bench.enqueued(bench.job())
            let first = try await bench.takeOne()
            let retry = Outcome.retry(after: .zero, JobFailure(code: "x", message: "x"))
            #expect(try await bench.settle(first, retry) == .accepted)
            let second = try await bench.takeOne()
            #expect(try await bench.settle(first, retry) == .accepted)
            #expect(try await bench.state(id) == .active)
            try await bench.complete(second)
            #expect(try await bench.settle(first, retry) == .lost)
            #expect(try await bench.state(id) == .succeeded)
        },
        BrokerBehaviour("an ending sent again is accepted again and counted once") { bench in
            let ids = try await [bench.enqueued(bench.job()), bench.enqueued(bench.job())]
            let held = try await bench.take(2)
            try #require(held.count == 2)
            for _ in 1...3 {
                try await bench.complete(held[0], result: "1")
                try await bench.bury(held[1])
            }
            let queue = try #require(try await bench.inspector.queues().first)
            #expect(queue.succeeded == 1 && queue.failed == 1 && queue.active == 0)
            #expect(try await bench.state(ids[0]) == .succeeded)
            #expect(try await bench.state(ids[1]) == .dead)
        },
        BrokerBehaviour("a retry and a release sent again are accepted again and happen once") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job()])
            let held = try await bench.take(2)
            try #require(held.count == 2)
            for _ in 1...3 {
                let failure = JobFailure(code: "x", message: "x")
                #expect(try await bench.settle(held[0], .retry(after: bench.lease, failure)) == .accepted)
                #expect(try await bench.settle(held[1], .release(.shutdown)) == .accepted)
            }
            let stats = try await bench.inspector.stats()
            #expect(stats.scheduled == 1 && stats.pending == 1 && stats.active == 0 && stats.retried == 1)
            #expect(try await bench.take(5).map(\.attempt) == [1])
        },
        BrokerBehaviour("a workflow enqueued again is left as it is") { bench in
            let workflow = bench.workflow(bench.chain(["a", "b"]))
            try await bench.broker.enqueue(workflow)
            try await bench.broker.enqueue(workflow)
            try await bench.complete(try await bench.takeOne())
            try await bench.broker.enqueue(workflow)
            #expect(try await bench.completeAll() == ["b"])
            #expect(try await bench.workflow(workflow.id).state == .succeeded)
        },
    ]
}
