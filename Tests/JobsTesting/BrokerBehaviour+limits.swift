import Jobs
import Testing

extension BrokerBehaviour {
    /// What an operator may say of a queue while it is in use.
    static let limits = [
        BrokerBehaviour("a paused queue takes jobs and gives none; resumed, it gives them in their order") {
            bench async throws in
            #expect(try await bench.broker.pause(queue: "q"))
            #expect(try await bench.broker.pause(queue: "q") == false)
            let jobs = (0..<3).map { _ in bench.job() }
            try await bench.broker.enqueue(jobs)
            #expect(try await bench.take(5).isEmpty)
            #expect(try await bench.queue().isPaused)
            #expect(try await bench.broker.resume(queue: "q"))
            #expect(try await bench.broker.resume(queue: "q") == false)
            #expect(try await bench.take(5).map(\.id) == jobs.map(\.id))
            #expect(try await bench.queue().isPaused == false)
        },
        BrokerBehaviour("what runs in a queue that is paused goes on to its end") { bench async throws in
            _ = try await bench.enqueued(bench.job())
            let held = try await bench.takeOne()
            try await bench.broker.pause(queue: "q")
            try await bench.complete(held)
        },
        BrokerBehaviour("other queues are served while one is paused") { bench async throws in
            try await bench.broker.pause(queue: "q")
            try await bench.broker.enqueue([bench.job(), bench.job(queue: "other")])
            let queues = ["q", "other"].map { QueueDemand(queue: $0, limit: 5) }
            #expect(try await bench.take(5, queues: queues).map(\.queue) == ["other"])
        },
        BrokerBehaviour("resuming a queue wakes whoever waits for work, pausing it does not keep waking") {
            bench async throws in
            try await bench.broker.pause(queue: "q")
            try await bench.broker.enqueue([bench.job()])
            #expect(try await bench.take(1).isEmpty)
            let woken = try await bench.isWokenByWork { try await bench.broker.resume(queue: "q") }
            #expect(woken)
        },
        BrokerBehaviour("no more jobs of a queue run at once than its limit, over all workers") { bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 3))
            try await bench.broker.enqueue((0..<9).map { _ in bench.job() })
            let first = try await bench.take(2, worker: "w1")
            let second = try await bench.take(5, worker: "w2")
            #expect(first.count == 2 && second.count == 1)
            #expect(try await bench.take(5, worker: "w1").isEmpty)
            try await bench.complete(first[0])
            try await bench.settle(second[0], .release(.shutdown))
            #expect(try await bench.take(5, worker: "w2").count == 2)
        },
        BrokerBehaviour("a job that ends in a queue at its limit wakes whoever waits for the next") {
            bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 1))
            try await bench.broker.enqueue((0..<2).map { _ in bench.job() })
            let held = try await bench.takeOne()
            #expect(try await bench.take(1).isEmpty)
            let woken = try await bench.isWokenByWork { try await bench.complete(held) }
            #expect(woken)
        },
        BrokerBehaviour("a limit is changed and taken away while the queue is in use") { bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 1))
            try await bench.broker.enqueue((0..<9).map { _ in bench.job() })
            #expect(try await bench.take(9).count == 1)
            #expect(try await bench.queue().limits == QueueLimits(concurrency: 1))
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 4))
            #expect(try await bench.take(9).count == 3)
            try await bench.broker.limit(queue: "q", to: .none)
            #expect(try await bench.take(9).count == 5)
            #expect(try await bench.queue().limits == .none)
        },
        BrokerBehaviour("no more jobs of a tenant run at once than the queue's limit for each; others do not wait") {
            bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrencyPerTenant: 2))
            try await bench.broker.enqueue((0..<6).map { _ in bench.job(tenant: "big") })
            try await bench.broker.enqueue((0..<2).map { _ in bench.job(tenant: "small") })
            let taken = try await bench.take(9)
            #expect(taken.count { $0.tenant == "big" } == 2 && taken.count { $0.tenant == "small" } == 2)
            #expect(try await bench.take(9).isEmpty)
            let big = try #require(taken.first { $0.tenant == "big" })
            let woken = try await bench.isWokenByWork { try await bench.complete(big) }
            #expect(woken)
            #expect(try await bench.take(9).map(\.tenant) == ["big"])
        },
        BrokerBehaviour("whoever finds a queue at its limit is not woken by it") { bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 1))
            try await bench.broker.enqueue([bench.job(), bench.job()])
            #expect(try await bench.take(2).count == 1)
            #expect(try await bench.take(2).isEmpty)
            let start = ContinuousClock.now
            try await bench.broker.waitForWork(queues: ["q"], atMost: .milliseconds(200))
            #expect(ContinuousClock.now - start > .milliseconds(150))
        },
        BrokerBehaviour("the end of a job that was begun before its tenant had a limit makes no room under it") {
            bench async throws in
            try await bench.broker.enqueue((0..<4).map { _ in bench.job(tenant: "acme") })
            let before = try await bench.takeOne()
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrencyPerTenant: 1))
            let under = try await bench.takeOne()
            try await bench.complete(before)
            #expect(try await bench.take(9).isEmpty)
            try await bench.complete(under)
            #expect(try await bench.take(9).count == 1)
        },
        BrokerBehaviour("a tenant at its limit gets no more by new jobs, retries and lost leases, and loses none") {
            bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrencyPerTenant: 1))
            try await bench.broker.enqueue((0..<3).map { _ in bench.job(tenant: "t") })
            let held = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.broker.enqueue([bench.job(tenant: "t")])
            #expect(try await bench.take(9).isEmpty)
            let failure = JobFailure(code: "x", message: "x")
            try await bench.settle(held, .retry(after: .zero, failure))
            try await bench.beat("w1")
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            #expect(try await bench.take(9).isEmpty)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            #expect(try await bench.broker.reclaim() == 1)
            var done = 0
            while let next = try await bench.take(9).first {
                try await bench.complete(next)
                done += 1
            }
            #expect(done == 4)
        },
        BrokerBehaviour("jobs of a queue are begun at its rate, and whoever waits is woken when the next may be") {
            bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(rate: RateLimit(4, per: .seconds(3600))))
            try await bench.broker.enqueue((0..<9).map { _ in bench.job() })
            #expect(try await bench.take(9).count == 4)
            #expect(try await bench.take(9).isEmpty)
            let next = try #require(try await bench.broker.promote().nextDueIn)
            #expect(next > .seconds(800) && next <= .seconds(900))
            try await bench.elapse(.seconds(900))
            let woken = try await bench.isWokenByWork { _ = try await bench.broker.promote() }
            #expect(woken)
            #expect(try await bench.take(9).count == 1)
            try await bench.elapse(.seconds(1800))
            #expect(try await bench.take(9).count == 2)
        },
        BrokerBehaviour("a purged queue has nothing pending; what runs and what is put off stays") {
            bench async throws in
            let delayed = try await bench.enqueued(bench.job(delay: .seconds(600)))
            let running = try await bench.enqueued(bench.job())
            let held = try await bench.takeOne()
            var jobs = (0..<400).map { _ in bench.job() }
            jobs += Priority.allCases.map { bench.job(tenant: "t", priority: $0) }
            try await bench.broker.enqueue(jobs)
            let reason = JobFailure(code: "purged", message: "no longer wanted")
            #expect(try await bench.broker.purge(queue: "q", reason: reason) == jobs.count)
            #expect(try await bench.take(9).isEmpty)
            let record = try await bench.record(jobs[0].id)
            #expect(record.state == .cancelled && record.failure == reason)
            #expect(try await bench.state(delayed) == .scheduled)
            try await bench.complete(held)
            #expect(try await bench.state(running) == .succeeded)
            #expect(try await bench.queue().pending == 0)
            let id = try await bench.enqueued(bench.job())
            #expect(try await bench.takeOne().id == id)
        },
        BrokerBehaviour("a limit that is raised wakes whoever waits for work") { bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 1))
            try await bench.broker.enqueue((0..<2).map { _ in bench.job() })
            #expect(try await bench.take(2).count == 1)
            #expect(try await bench.take(1).isEmpty)
            let woken = try await bench.isWokenByWork {
                try await bench.broker.limit(queue: "q", to: QueueLimits(concurrency: 2))
            }
            #expect(woken)
        },
        BrokerBehaviour("purging passes over what was cancelled before, and leaves its reason") { bench async throws in
            let cancelled = try await bench.enqueued(bench.job())
            try await bench.broker.enqueue([bench.job()])
            let before = JobFailure(code: "cancelled", message: "not this one")
            _ = try await bench.broker.cancel(job: cancelled, reason: before)
            let reason = JobFailure(code: "purged", message: "no longer wanted")
            #expect(try await bench.broker.purge(queue: "q", reason: reason) == 1)
            #expect(try await bench.record(cancelled).failure == before)
        },
        BrokerBehaviour("purging a job of a workflow cancels what waits for it, and ends the workflow") {
            bench async throws in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"])))
            let reason = JobFailure(code: "purged", message: "no longer wanted")
            #expect(try await bench.broker.purge(queue: "q", reason: reason) == 1)
            #expect(try await bench.workflow(id).state == .cancelled)
            #expect(try await bench.inspector.jobs(ofWorkflow: id).allSatisfy { $0.state == .cancelled })
        },
        BrokerBehaviour("purging reaches a tenant that is at its limit") { bench async throws in
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrencyPerTenant: 1))
            try await bench.broker.enqueue((0..<3).map { _ in bench.job(tenant: "t") })
            #expect(try await bench.take(3).count == 1)
            let reason = JobFailure(code: "purged", message: "no longer wanted")
            #expect(try await bench.broker.purge(queue: "q", reason: reason) == 2)
        },
    ]
}

extension Bench {
    func queue(_ name: String = "q") async throws -> QueueStats {
        try #require(try await inspector.queues().first { $0.name == name })
    }

    /// Whether a wait for work that began before an event has ended soon after it.
    func isWokenByWork(by event: () async throws -> Void) async throws -> Bool {
        try await isWoken({ try await broker.waitForWork(queues: ["q"], atMost: .seconds(60)) }, by: event)
    }
}
