import Jobs
import Testing

extension BrokerBehaviour {
    /// Jobs that stand for others of their key.
    static let deduplication = [
        BrokerBehaviour("a job sent again after its end, when its key is free again, is not run again") {
            bench async throws in
            let job = bench.job(deduplication: Deduplication(key: "k"))
            try await bench.broker.enqueue([job])
            try await bench.complete(try await bench.takeOne())
            #expect(try await bench.broker.enqueue([job]) == [job.id])
            #expect(try await bench.take(9).isEmpty)
            #expect(try await bench.state(job.id) == .succeeded)
        },
        BrokerBehaviour("a second job of a key is answered with the first, pending or active, until that has ended") {
            bench async throws in
            let first = bench.job(deduplication: .untilEnd("k"))
            #expect(try await bench.broker.enqueue([first]) == [first.id])
            #expect(try await bench.broker.enqueue([bench.job(deduplication: .untilEnd("k"))]) == [first.id])
            let held = try await bench.takeOne()
            #expect(try await bench.broker.enqueue([bench.job(deduplication: .untilEnd("k"))]) == [first.id])
            #expect(try await bench.take(5).isEmpty)
            try await bench.complete(held)
            let next = bench.job(deduplication: .untilEnd("k"))
            #expect(try await bench.broker.enqueue([next]) == [next.id])
            #expect(try await bench.takeOne().id == next.id)
        },
        BrokerBehaviour("a key is free again after its job was cancelled or failed for good, not after a retry") {
            bench async throws in
            let cancelled = bench.job(deduplication: .untilEnd("k"))
            try await bench.broker.enqueue([cancelled])
            _ = try await bench.broker.cancel(job: cancelled.id, reason: JobFailure(code: "cancelled", message: "no"))
            let failed = bench.job(deduplication: .untilEnd("k"))
            #expect(try await bench.broker.enqueue([failed]) == [failed.id])
            let failure = JobFailure(code: "x", message: "x")
            try await bench.settle(bench.takeOne(), .retry(after: .zero, failure))
            #expect(try await bench.broker.enqueue([bench.job(deduplication: .untilEnd("k"))]) == [failed.id])
            try await bench.bury(bench.takeOne())
            let next = bench.job(deduplication: .untilEnd("k"))
            #expect(try await bench.broker.enqueue([next]) == [next.id])
        },
        BrokerBehaviour("a dead job that is brought back stands for its key again") { bench async throws in
            let first = bench.job(deduplication: .untilEnd("k"))
            try await bench.broker.enqueue([first])
            try await bench.bury(bench.takeOne())
            #expect(try await bench.broker.requeue(job: first.id) == .done)
            #expect(try await bench.broker.enqueue([bench.job(deduplication: .untilEnd("k"))]) == [first.id])
        },
        BrokerBehaviour("a dead job that is brought back leaves its key to the job that has it by now") {
            bench async throws in
            let first = bench.job(deduplication: .untilEnd("k"))
            try await bench.broker.enqueue([first])
            try await bench.bury(bench.takeOne())
            let second = bench.job(deduplication: .untilEnd("k"))
            try await bench.broker.enqueue([second])
            #expect(try await bench.broker.requeue(job: first.id) == .done)
            for delivery in try await bench.take(2) where delivery.id == first.id { try await bench.complete(delivery) }
            #expect(try await bench.broker.enqueue([bench.job(deduplication: .untilEnd("k"))]) == [second.id])
        },
        BrokerBehaviour("a key with a period stands for its job although that has ended") { bench async throws in
            let first = bench.job(deduplication: .within(.seconds(600), "k"))
            try await bench.broker.enqueue([first])
            try await bench.complete(try await bench.takeOne())
            let second = bench.job(deduplication: .within(.seconds(600), "k"))
            #expect(try await bench.broker.enqueue([second]) == [first.id])
            #expect(try await bench.take(1).isEmpty)
        },
        BrokerBehaviour("keys of other tenants, and other keys, stand for other jobs") { bench async throws in
            let jobs = [("a", "b:c"), ("a:b", "c"), ("", "k"), ("", "l")].map { tenant, key in
                bench.job(tenant: tenant, deduplication: .untilEnd(key))
            }
            #expect(try await bench.broker.enqueue(jobs) == jobs.map(\.id))
        },
        BrokerBehaviour("two jobs of one key in one call are one") { bench async throws in
            let jobs = (0..<2).map { _ in bench.job(deduplication: .untilEnd("k")) }
            #expect(try await bench.broker.enqueue(jobs) == [jobs[0].id, jobs[0].id])
            #expect(try await bench.take(5).count == 1)
        },
        BrokerBehaviour("an enqueue sent again is answered with its own id") { bench async throws in
            let job = bench.job(deduplication: .untilEnd("k"))
            for _ in 0..<2 { #expect(try await bench.broker.enqueue([job]) == [job.id]) }
            #expect(try await bench.take(5).count == 1)
        },
        BrokerBehaviour("a key that is empty or too long is refused, and nothing is written") { bench async throws in
            for key in ["", String(repeating: "k", count: 201)] {
                let job = bench.job(deduplication: .untilEnd(key))
                await #expect(throws: EnqueueError.self) { try await bench.broker.enqueue([job]) }
                #expect(try await bench.broker.record(ofJob: job.id) == nil)
            }
        },
    ]
}
