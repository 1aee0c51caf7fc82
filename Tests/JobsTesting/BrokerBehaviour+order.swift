import Jobs
import Testing

extension BrokerBehaviour {
    /// Which job comes next.
    static let order = [
        BrokerBehaviour("jobs of one tenant and priority leave in the order in which they came") { bench in
            let jobs = (0..<20).map { _ in bench.job() }
            try await bench.broker.enqueue(jobs)
            let taken = try await bench.take(7) + bench.take(13)
            #expect(taken.map(\.id) == jobs.map(\.id))
        },
        BrokerBehaviour("a released job is the next to be taken") { bench in
            let jobs = (0..<5).map { _ in bench.job() }
            try await bench.broker.enqueue(jobs)
            let first = try await bench.takeOne()
            try await bench.settle(first, .release(.shutdown))
            #expect(try await bench.takeOne().id == jobs[0].id)
        },
        BrokerBehaviour("the count and every queue's limit are kept, and queues are served as preferred") { bench in
            for queue in ["a", "b", "c"] {
                try await bench.broker.enqueue((0..<5).map { _ in bench.job(queue: queue) })
            }
            let queues = [("b", 2), ("a", 1), ("c", 9)].map { QueueDemand(queue: $0, limit: $1) }
            let taken = try await bench.take(6, queues: queues)
            #expect(taken.map(\.queue) == ["b", "b", "a", "c", "c", "c"])
        },
        BrokerBehaviour("only the queues that were asked for are served") { bench in
            _ = try await bench.enqueued(bench.job(queue: "other"))
            #expect(try await bench.take(5).isEmpty)
        },
        BrokerBehaviour("a tenant with a long backlog delays another's single job by one turn") { bench in
            try await bench.broker.enqueue((0..<200).map { _ in bench.job(tenant: "big") })
            _ = try await bench.take(3)
            let id = try await bench.enqueued(bench.job(tenant: "small"))
            let next = try await [bench.takeOne(), bench.takeOne()]
            #expect(next.map(\.id).contains(id))
        },
        BrokerBehaviour("tenants take turns, one job each") { bench in
            for tenant in ["a", "b", "c"] {
                try await bench.broker.enqueue((0..<4).map { _ in bench.job(tenant: tenant) })
            }
            let tenants = try await bench.take(12).map(\.tenant)
            for turn in stride(from: 0, to: 12, by: 3) { #expect(Set(tenants[turn..<turn + 3]).count == 3) }
        },
        BrokerBehaviour("a tenant that comes back takes its turn behind those that stayed") { bench in
            // Turns are taken in a shard.
            let shard = bench.broker.makeID(tenant: "a").shard
            let other = try #require(
                (1...).lazy.map { "b\($0)" }.first { bench.broker.makeID(tenant: $0).shard == shard })
            try await bench.broker.enqueue([bench.job(tenant: "a")] + (1...3).map { _ in bench.job(tenant: other) })
            #expect(try await bench.takeOne().tenant == "a")
            try await bench.broker.enqueue([bench.job(tenant: "a")])
            #expect(try await [bench.takeOne(), bench.takeOne()].map(\.tenant) == [other, "a"])
            #expect(try await bench.take(5).map(\.tenant) == [other, other])
        },
        BrokerBehaviour("a tenant that was empty joins the turns again") { bench in
            _ = try await bench.enqueued(bench.job(tenant: "a"))
            try await bench.complete(try await bench.takeOne())
            try await bench.broker.enqueue((0..<4).map { _ in bench.job(tenant: "b") })
            let id = try await bench.enqueued(bench.job(tenant: "a"))
            #expect(try await bench.take(2).map(\.id).contains(id))
        },
        BrokerBehaviour("high goes before normal before low, yet low and normal get a turn in ten each") { bench in
            for priority in [Priority.low, .normal, .high] {
                try await bench.broker.enqueue((0..<40).map { _ in bench.job(priority: priority) })
            }
            var taken: [Priority] = []
            for _ in 0..<20 { taken.append(try await bench.takeOne().priority) }
            #expect(taken.prefix(4).allSatisfy { $0 == .high })
            #expect(taken.count { $0 == .low } == 2 && taken.count { $0 == .normal } == 2)
        },
        BrokerBehaviour("the turns are the same when many jobs are taken in one call") { bench in
            for priority in [Priority.low, .normal, .high] {
                try await bench.broker.enqueue((0..<40).map { _ in bench.job(priority: priority) })
            }
            let taken = try await bench.take(40).map(\.priority)
            #expect(taken.count { $0 == .low } == 4 && taken.count { $0 == .normal } == 4)
            let rest = try await bench.take(80).map(\.priority)
            #expect(rest.count == 80 && rest.suffix(10).allSatisfy { $0 == .low })
        },
        BrokerBehaviour("a job behind more cancelled ones than are passed over at once is found all the same") {
            bench in
            let gone = try await bench.enqueued(bench.workflow(bench.fanOut(1200).dropLast()))
            let id = try await bench.enqueued(bench.job())
            _ = try await bench.broker.cancel(workflow: gone, reason: JobFailure(code: "cancelled", message: "no"))
            #expect(try await bench.take(1).map(\.id) == [id])
        },
        BrokerBehaviour("a reserve that stopped early with something brings the same back when it is sent again") {
            bench in
            let first = try await bench.enqueued(bench.job())
            let gone = try await bench.enqueued(bench.workflow(bench.fanOut(1200).dropLast()))
            let last = try await bench.enqueued(bench.job())
            _ = try await bench.broker.cancel(workflow: gone, reason: JobFailure(code: "cancelled", message: "no"))
            let request = bench.request(2)
            let taken = try await bench.broker.reserve(request).map(\.id)
            #expect(taken == [first] || taken == [first, last])
            #expect(try await bench.broker.reserve(request).map(\.id) == taken)
        },
        BrokerBehaviour("cancelled jobs in a long line are passed over") { bench in
            let jobs = (0..<300).map { _ in bench.job() }
            try await bench.broker.enqueue(jobs)
            for job in jobs.dropLast() {
                _ = try await bench.broker.cancel(job: job.id, reason: JobFailure(code: "cancelled", message: "no"))
            }
            #expect(try await bench.take(5).map(\.id) == [jobs[299].id])
        },
    ]
}
