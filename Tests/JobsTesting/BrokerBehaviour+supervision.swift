import Jobs
import Testing

extension BrokerBehaviour {
    /// What a supervisor says of its dead children, and what becomes of the jobs under which workers die.
    static let supervision = [
        BrokerBehaviour("the jobs of a worker that crashed are pending at once, a crash counted, attempts given back") {
            bench in
            try await bench.broker.enqueue((0..<3).map { _ in bench.job() })
            let mine = try await bench.take(2, worker: "w1")
            let other = try await bench.take(1, worker: "w2")
            try await bench.beat("w1")
            #expect(try await bench.broker.reclaim(worker: "w1", crashed: true) == 2)
            for delivery in mine {
                let record = try await bench.record(delivery.id)
                #expect(record.state == .pending && record.crashes == 1 && record.attempt == 0)
                #expect(try await bench.settle(delivery, .complete(result: nil)) == .lost)
            }
            #expect(try await bench.state(#require(other.first).id) == .active)
            #expect(try await bench.inspector.workers().isEmpty)
            #expect(try await bench.inspector.stats().reclaimed == 2)
        },
        BrokerBehaviour("the jobs of a worker that its supervisor killed have lost nothing, not even after many times")
        {
            bench in
            let id = try await bench.enqueued(bench.job())
            for _ in 1...5 {
                let held = try await bench.takeOne(worker: "w1")
                #expect(held.attempt == 1 && held.crashes == 0 && !held.runsAlone)
                #expect(try await bench.broker.reclaim(worker: "w1", crashed: false) == 1)
            }
            #expect(try await bench.record(id).deliveries == 5)
        },
        BrokerBehaviour("a worker's death said twice counts once") { bench in
            let id = try await bench.enqueued(bench.job())
            _ = try await bench.takeOne(worker: "w1")
            #expect(try await bench.broker.reclaim(worker: "w1", crashed: true) == 1)
            #expect(try await bench.broker.reclaim(worker: "w1", crashed: true) == 0)
            #expect(try await bench.record(id).crashes == 1)
            // Nor does it harm whoever took the job over.
            _ = try await bench.takeOne(worker: "w2")
            #expect(try await bench.broker.reclaim(worker: "w1", crashed: true) == 0)
            #expect(try await bench.state(id) == .active)
        },
        BrokerBehaviour("a run that was ended before its worker died keeps its end") { bench in
            let id = try await bench.enqueued(bench.job())
            let held = try await bench.takeOne(worker: "w1")
            let failure = JobFailure(code: "hard_timeout", message: "too long")
            #expect(try await bench.settle(held, .retry(after: .zero, failure)) == .accepted)
            #expect(try await bench.broker.reclaim(worker: "w1", crashed: false) == 0)
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.attempt == 1 && record.failure == failure)
        },
        BrokerBehaviour("a dead worker's many jobs come back, among many of others") { bench in
            try await bench.broker.enqueue((0..<240).map { _ in bench.job() })
            try await bench.broker.enqueue((0..<240).map { _ in bench.job() })
            try await bench.broker.enqueue((0..<240).map { _ in bench.job() })
            for worker in ["w1", "w2", "w3"] { #expect(try await bench.take(240, worker: worker).count == 240) }
            #expect(try await bench.broker.reclaim(worker: "w2", crashed: true) == 240)
            #expect(try await bench.take(250, worker: "w4").count == 240)
        },
        BrokerBehaviour("after two crashes a job goes to an idle worker only, with nothing beside it") { bench in
            let id = try await bench.crashedTwice()
            try await bench.broker.enqueue([bench.job(), bench.job()])
            // A busy worker is told to become idle; another meanwhile goes on with the rest.
            let busy = try await bench.broker.reserve(bench.request(5, worker: "busy"))
            #expect(busy.isEmpty && busy.wantsIdle)
            let other = try await bench.broker.reserve(bench.request(1, worker: "other"))
            #expect(other.count == 1 && !other.wantsIdle && other[0].id != id && !other[0].runsAlone)
            let idle = try await bench.broker.reserve(bench.request(5, worker: "busy", isIdle: true))
            let alone = try #require(idle.first)
            #expect(idle.count == 1 && alone.id == id && alone.runsAlone && alone.crashes == 2)
            // While it runs, everything else goes its usual way.
            let rest = try await bench.broker.reserve(bench.request(5, worker: "other"))
            #expect(rest.count == 1 && !rest.wantsIdle)
            try await bench.complete(alone)
            #expect(try await bench.inspector.queues().first?.pending == 0)
        },
        BrokerBehaviour("an idle worker takes the job that a busy one was to become idle for, and frees it from that") {
            bench in
            let id = try await bench.crashedTwice()
            try await bench.broker.enqueue([bench.job()])
            #expect(try await bench.broker.reserve(bench.request(5, worker: "busy")).wantsIdle)
            #expect(try await bench.takeOne(worker: "idle").id == id)
            #expect(try await bench.take(5, worker: "busy").count == 1)
        },
        BrokerBehaviour("a worker that is to become idle hears so until it is, or until the job is somebody else's") {
            bench in
            let id = try await bench.crashedTwice()
            for _ in 1...2 { #expect(try await bench.broker.reserve(bench.request(5, worker: "busy")).wantsIdle) }
            #expect(try await bench.takeOne(worker: "busy").id == id)
            #expect(try await bench.broker.reserve(bench.request(5, worker: "busy")).wantsIdle == false)
        },
        BrokerBehaviour("of jobs that run alone in several queues the one of the preferred queue goes first") { bench in
            let queues = ["q", "other"].map { QueueDemand(queue: $0, limit: 5) }
            let second = try await bench.crashedTwice(bench.job(queue: "other"))
            let first = try await bench.crashedTwice()
            for id in [first, second] {
                let request = bench.request(5, worker: "idle", queues: queues, isIdle: true)
                let taken = try await bench.broker.reserve(request)
                #expect(taken.map(\.id) == [id])
                try await bench.complete(try #require(taken.first))
            }
        },
        BrokerBehaviour("a job that runs alone waits while its queue is paused, or its tenant at its limit") { bench in
            let ids = try await [bench.enqueued(bench.job()), bench.enqueued(bench.job())]
            for crash in 1...2 {
                #expect(try await bench.take(2, worker: "crashing-\(crash)").count == 2)
                #expect(try await bench.broker.reclaim(worker: "crashing-\(crash)", crashed: true) == 2)
            }
            try await bench.broker.pause(queue: "q")
            #expect(try await bench.broker.reserve(bench.request(5, worker: "w1", isIdle: true)).isEmpty)
            try await bench.broker.resume(queue: "q")
            try await bench.broker.limit(queue: "q", to: QueueLimits(concurrencyPerTenant: 1))
            let first = try await bench.takeOne(worker: "w1")
            let second = try await bench.broker.reserve(bench.request(5, worker: "w2", isIdle: true))
            #expect(second.isEmpty && !second.wantsIdle)
            try await bench.complete(first)
            #expect(try await Set([first.id, bench.takeOne(worker: "w2").id]) == Set(ids))
        },
        BrokerBehaviour("a job that runs alone is not condemned by its supervisor's kill") { bench in
            let id = try await bench.crashedTwice()
            for _ in 1...3 {
                _ = try await bench.takeOne(worker: "w1")
                #expect(try await bench.broker.reclaim(worker: "w1", crashed: false) == 1)
            }
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.crashes == 2)
        },
        BrokerBehaviour("a job that runs alone concerns no worker that does not serve its queue") { bench in
            _ = try await bench.crashedTwice()
            try await bench.broker.enqueue([bench.job(queue: "other")])
            let elsewhere = try await bench.broker.reserve(
                bench.request(5, worker: "w", queues: [QueueDemand(queue: "other", limit: 5)]))
            #expect(elsewhere.count == 1 && !elsewhere.wantsIdle)
        },
        BrokerBehaviour(
            "a crash with neighbours never condemns them: alone they succeed, and the guilty one is set aside"
        ) {
            bench in
            let innocent = try await bench.enqueued(bench.job())
            let guilty = try await bench.enqueued(bench.job())
            for crash in 1...2 {
                #expect(try await bench.take(5, worker: "w\(crash)").count == 2)
                #expect(try await bench.broker.reclaim(worker: "w\(crash)", crashed: true) == 2)
            }
            for number in 3...4 {
                let alone = try await bench.broker.reserve(bench.request(5, worker: "w\(number)", isIdle: true))
                try #require(alone.count == 1)
                if alone[0].id == innocent {
                    try await bench.complete(alone[0])
                } else {
                    #expect(try await bench.broker.reclaim(worker: "w\(number)", crashed: true) == 1)
                }
            }
            #expect(try await bench.state(innocent) == .succeeded)
            let record = try await bench.record(guilty)
            #expect(record.state == .dead && record.crashes == 3 && record.failure?.code == "poison")
        },
        BrokerBehaviour("a job that runs alone can be cancelled while it waits, and leaves nothing behind") { bench in
            let id = try await bench.crashedTwice()
            let reason = JobFailure(code: "cancelled", message: "no longer wanted")
            #expect(try await bench.broker.cancel(job: id, reason: reason) == .done)
            let next = try await bench.enqueued(bench.job())
            let taken = try await bench.broker.reserve(bench.request(5, worker: "busy"))
            #expect(taken.map(\.id) == [next] && !taken.wantsIdle)
        },
        BrokerBehaviour("a job brought back by its operator runs among others again") { bench in
            let id = try await bench.crashedTwice()
            _ = try await bench.takeOne(worker: "w3")
            #expect(try await bench.broker.reclaim(worker: "w3", crashed: true) == 1)
            #expect(try await bench.state(id) == .dead)
            #expect(try await bench.broker.requeue(job: id) == .done)
            let taken = try await bench.take(5, worker: "busy")
            #expect(taken.map(\.id) == [id] && !taken[0].runsAlone)
        },
    ]
}

extension Bench {
    /// A pending job under which two workers have died.
    fileprivate func crashedTwice(_ new: NewJob? = nil) async throws -> JobID {
        let new = new ?? job()
        let id = try await enqueued(new)
        for crash in 1...2 {
            _ = try await take(1, worker: "crashing-\(crash)", queues: [QueueDemand(queue: new.queue, limit: 1)])
            let back = try await broker.reclaim(worker: "crashing-\(crash)", crashed: true)
            #expect(back == 1)
        }
        return id
    }
}
