import Jobs
import Testing

extension BrokerBehaviour {
    /// What operators see agrees with the records.
    static let inspection = [
        BrokerBehaviour("an empty broker shows nothing") { bench in
            let stats = try await bench.inspector.stats()
            #expect(stats.pending + stats.active + stats.scheduled + stats.waiting + stats.dead == 0)
            #expect(stats.succeeded + stats.failed + stats.retried + stats.reclaimed + stats.workers == 0)
            #expect(try await bench.inspector.workers().isEmpty)
            for list in JobList.allCases { #expect(try await bench.inspector.jobs(in: list, limit: 10).isEmpty) }
        },
        BrokerBehaviour("counters agree with the records, whatever has happened") { bench in
            let ids = try await bench.mixedFates()
            var states: [JobState: Int] = [:]
            for id in ids { states[try await bench.state(id), default: 0] += 1 }
            let stats = try await bench.inspector.stats()
            #expect(stats.pending == states[.pending] && stats.active == states[.active])
            #expect(stats.scheduled == states[.scheduled] && stats.waiting == states[.waiting])
            #expect(stats.dead == states[.dead] && stats.failed == states[.dead])
            #expect(stats.succeeded == states[.succeeded] && stats.retried == 1)
            let queue = try #require(try await bench.inspector.queues().first { $0.name == "q" })
            #expect(queue.pending == stats.pending && queue.active == stats.active)
            #expect(queue.scheduled == stats.scheduled && queue.waiting == stats.waiting)
            #expect(queue.succeeded == stats.succeeded && queue.failed == stats.failed)
        },
        BrokerBehaviour("the lists show the jobs that stand there, and no more than asked for") { bench in
            let ids = try await bench.mixedFates()
            for (list, state) in [(JobList.active, JobState.active), (.scheduled, .scheduled), (.dead, .dead)] {
                let listed = try await bench.inspector.jobs(in: list, limit: 100)
                var expected: Set<JobID> = []
                for id in ids where try await bench.state(id) == state { expected.insert(id) }
                #expect(Set(listed.map(\.id)) == expected && listed.count == expected.count)
                #expect(listed.allSatisfy { $0.state == state })
            }
            #expect(try await bench.inspector.jobs(in: .dead, limit: 1).count == 1)
        },
        BrokerBehaviour("the newest dead job comes first") { bench in
            for _ in 0..<3 {
                try await bench.broker.enqueue([bench.job()])
                try await bench.bury(try await bench.takeOne())
                try await bench.elapse(.milliseconds(5))
            }
            let ends = try await bench.inspector.jobs(in: .dead, limit: 10).compactMap(\.finishedAt)
            #expect(ends.count == 3 && ends == ends.sorted(by: >))
        },
        BrokerBehaviour("the rate of a queue is that of the last full minute") { bench in
            try await bench.broker.enqueue((0..<6).map { _ in bench.job() })
            let ends = try await bench.take(6).map { Settlement(lease: $0.lease, outcome: .complete(result: nil)) }
            for part in [ends.prefix(4), ends.dropFirst(4)] { _ = try await bench.broker.settle(Array(part)) }
            var rates: [Double] = []
            for _ in 1...8 {
                try await bench.elapse(.seconds(20))
                rates.append(try #require(try await bench.inspector.queues().first).ratePerSecond)
            }
            // The ends fell into one minute, wherever that began.
            #expect(Set(rates) == [0, 0.1] && rates.last == 0)
        },
        BrokerBehaviour("the age of the oldest pending job is shown") { bench in
            _ = try await bench.enqueued(bench.job())
            try await bench.elapse(bench.lease)
            _ = try await bench.enqueued(bench.job(tenant: "other"))
            let queue = try #require(try await bench.inspector.queues().first)
            #expect(try #require(queue.oldestMs) >= Int(bench.lease.milliseconds))
            _ = try await bench.take(2)
            #expect(try #require(try await bench.inspector.queues().first).oldestMs == nil)
        },
        BrokerBehaviour("workers that beat are shown with what they said, and with the queues they serve") { bench in
            try await bench.broker.enqueue([bench.job()])
            try await bench.beat("w1", queues: ["q"])
            try await bench.beat("w2", queues: ["q", "other"])
            var workers = try await bench.inspector.workers().sorted { $0.id < $1.id }
            #expect(workers.allSatisfy { $0.lastBeatAt != nil })
            for index in workers.indices { workers[index].lastBeatAt = nil }
            #expect(
                workers == [
                    Bench.worker("w1", queues: ["q"], knows: ["test.job": 1]),
                    Bench.worker("w2", queues: ["q", "other"], knows: ["test.job": 1]),
                ])
            #expect(try await bench.inspector.stats().workers == 2)
            #expect(try #require(try await bench.inspector.queues().first).workers == 2)
            try await bench.broker.leave(worker: "w1")
            #expect(try await bench.inspector.workers().map(\.id) == ["w2"])
            #expect(try #require(try await bench.inspector.queues().first).workers == 1)
        },
        BrokerBehaviour("the jobs of a workflow are shown in the order of its nodes") { bench in
            let nodes = bench.fanOut(12)
            let id = try await bench.enqueued(bench.workflow(nodes))
            let records = try await bench.inspector.jobs(ofWorkflow: id)
            #expect(records.map(\.node) == nodes.map(\.name) && records.map(\.id) == nodes.map(\.job.id))
            #expect(records.allSatisfy { $0.workflow == id })
            #expect(Set(records.compactMap(\.group)) == ["part", "join"])
        },
        BrokerBehaviour("pruning leaves alone what is new") { bench in
            let ids = try await bench.mixedFates()
            _ = try await bench.broker.prune()
            for id in ids { #expect(try await bench.broker.record(ofJob: id) != nil) }
        },
    ]
}

extension Bench {
    /// Jobs in every state: 2 succeeded, 2 dead, 1 retried and 1 delayed, 1 cancelled in each state, 3 active,
    /// 4 pending, 1 waiting.
    fileprivate func mixedFates() async throws -> [JobID] {
        let jobs = (0..<14).map { job(priority: Priority.allCases[$0 % 3]) }
        try await broker.enqueue(jobs)
        let held = try await take(9)
        try #require(held.count == 9)
        for delivery in held[0...1] { try await complete(delivery) }
        for delivery in held[2...3] { try await bury(delivery) }
        try await settle(held[4], .retry(after: .seconds(600), JobFailure(code: "x", message: "x")))
        let delayed = job(delay: .seconds(600)), cancelledWhileScheduled = job(delay: .seconds(600))
        try await broker.enqueue([delayed, cancelledWhileScheduled])
        let pending = jobs.map(\.id).filter { id in !held.contains { $0.id == id } }
        for id in [held[5].id, cancelledWhileScheduled.id, pending[0]] {
            let answer = try await broker.cancel(job: id, reason: JobFailure(code: "cancelled", message: "no"))
            #expect(answer == .done)
        }
        let workflow = workflow(chain(["a", "b"]))
        try await broker.enqueue(workflow)
        return jobs.map(\.id) + [delayed.id, cancelledWhileScheduled.id] + workflow.nodes.map(\.job.id)
    }
}
