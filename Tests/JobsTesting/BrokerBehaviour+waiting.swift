import Jobs
import Testing

extension BrokerBehaviour {
    /// Far longer than any wake-up takes; a wait that lasts so long was not woken.
    private static let limit = Duration.seconds(60)

    /// Waits that end by what happens, not by their limit.
    static let waiting = [
        BrokerBehaviour("whoever waits for work is woken by an enqueue") { bench async throws in
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                } by: {
                    try await bench.broker.enqueue([bench.job()])
                })
        },
        BrokerBehaviour("whoever begins to wait when there is work already does not wait") { bench in
            try await bench.broker.enqueue([bench.job()])
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["other", "q"], atMost: limit)
                } by: {
                })
        },
        BrokerBehaviour("whoever waits for work is woken by a release, a retry and a promotion") { bench in
            for outcome in [Outcome.release(.shutdown), .retry(after: .zero, JobFailure(code: "x", message: "x"))] {
                let id = try await bench.enqueued(bench.job())
                let held = try await bench.takeOne()
                #expect(
                    try await bench.isWoken {
                        try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                    } by: {
                        try await bench.settle(held, outcome)
                    })
                _ = try await bench.broker.cancel(job: id, reason: JobFailure(code: "cancelled", message: "no"))
                #expect(try await bench.take(1).isEmpty)
            }
        },
        BrokerBehaviour("whoever waits for work is woken by a job that is due before all others") {
            bench async throws in
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                } by: {
                    try await bench.broker.enqueue([bench.job(delay: .seconds(600))])
                })
        },
        BrokerBehaviour("whoever waits for work is woken when a dependency is done") { bench in
            try await bench.broker.enqueue(bench.workflow(bench.chain(["a", "b"])))
            let held = try await bench.takeOne()
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                } by: {
                    try await bench.complete(held)
                })
        },
        BrokerBehaviour("two jobs wake two workers") { bench in
            let woken = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in ["w1", "w2"] {
                    group.addTask {
                        while true {
                            let taken = try await bench.take(1, worker: worker)
                            if !taken.isEmpty { return taken.count }
                            try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                        }
                    }
                }
                try await bench.broker.enqueue([bench.job(), bench.job()])
                return try await group.reduce(0, +)
            }
            #expect(woken == 2)
        },
        BrokerBehaviour("whoever leaves work in a queue wakes the next") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job()])
            for _ in 1...2 { try await bench.broker.waitForWork(queues: ["q"], atMost: limit) }
            #expect(try await bench.take(1).count == 1)
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                } by: {
                })
        },
        BrokerBehaviour("whoever empties a queue wakes nobody") { bench in
            try await bench.broker.enqueue([bench.job(), bench.job()])
            #expect(try await bench.take(2).count == 2)
            let start = ContinuousClock.now
            try await bench.broker.waitForWork(queues: ["q"], atMost: .milliseconds(200))
            #expect(ContinuousClock.now - start > .milliseconds(150))
        },
        BrokerBehaviour("whoever waits for work is woken by a job that is due before another") { bench async throws in
            try await bench.broker.enqueue([bench.job(delay: .seconds(3000))])
            try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForWork(queues: ["q"], atMost: limit)
                } by: {
                    try await bench.broker.enqueue([bench.job(delay: .seconds(600))])
                })
        },
        BrokerBehaviour("a wait for work ends at its limit") { bench in
            try await bench.broker.waitForWork(queues: ["q"], atMost: .milliseconds(100))
            #expect(try await bench.take(1).isEmpty)
        },
        BrokerBehaviour("whoever waits for a change is woken by it, and not at all when it came before") { bench in
            let id = try await bench.enqueued(bench.workflow(bench.chain(["a", "b"])))
            let revision = try await bench.workflow(id).revision
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForChange(of: id, after: revision, atMost: limit)
                } by: {
                    try await bench.complete(try await bench.takeOne())
                })
            let later = try await bench.workflow(id)
            #expect(later.revision > revision)
            #expect(
                try await bench.isWoken {
                    try await bench.broker.waitForChange(of: id, after: revision, atMost: limit)
                } by: {
                })
        },
    ]
}

extension Bench {
    /// Whether a wait ended long before its limit once something had happened.
    func isWoken(
        _ wait: @escaping @Sendable () async throws -> Void, by event: () async throws -> Void
    ) async throws -> Bool {
        let start = ContinuousClock.now
        async let waiting: Void = wait()
        try await event()
        try await waiting
        return ContinuousClock.now - start < .seconds(30)
    }
}
