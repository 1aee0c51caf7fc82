import Foundation
import Jobs
import Logging
import Redis
import Testing

@testable import JobsRedis

extension RedisBehaviour {
    private static let failure = JobFailure(code: "x", message: "x")

    /// Entries without a record, and entries that their record does not bear out, stop no script half way.
    static let strays = [
        RedisBehaviour("strays among the scheduled and the leased are dropped, and bring nothing back") { broker in
            let (ended, gone) = (broker.newJob(), broker.makeID(tenant: ""))
            try await broker.enqueue([ended])
            let held = try #require(try await broker.take(1, 1).first)
            _ = try await broker.settle(held, .complete(result: nil))
            let keys = broker.keys(gone)
            // As of a periodic job whose time has passed.
            _ = try await broker.ask(RedisCommand("HSET", [.string(keys.job(ended.id)), "xp", 1]))
            for set in [keys.scheduled, keys.leases] {
                for id in [ended.id, gone] {
                    _ = try await broker.ask(RedisCommand("ZADD", [.string(set), 1, .string(id.description)]))
                }
            }
            #expect(try await broker.promote().promoted == 0)
            let worker = try #require(try await broker.record(ofJob: ended.id)?.worker)
            #expect(try await broker.reclaim(worker: worker, crashed: true) == 0)
            #expect(try await broker.reclaim() == 0)
            #expect(try await broker.record(ofJob: ended.id)?.state == .succeeded)
            for set in [keys.scheduled, keys.leases] {
                #expect(try await broker.ask(RedisCommand("ZCARD", [.string(set)])).int == 0)
            }
        },
        RedisBehaviour("as many crashes are allowed as the options say, and the first ones condemn nothing") {
            broker in
            let logger = Logger(label: "test")
            for most in [1, 4] {
                var options = broker.options
                options.maxCrashes = most
                let strict = RedisBroker(client: broker.client, options: options, logger: logger)
                let job = strict.newJob()
                try await strict.enqueue([job])
                for crash in 1..<max(2, most) {
                    #expect(try await strict.take(1, crash, worker: "w\(most)", isIdle: true).count == 1)
                    #expect(try await strict.reclaim(worker: "w\(most)", crashed: true) == 1)
                    #expect(try await strict.record(ofJob: job.id)?.state == .pending)
                }
                _ = try await strict.cancel(job: job.id, reason: failure)
            }
        },
        RedisBehaviour("a stray among the deadlines does not end a workflow that has ended") { broker in
            let workflow = broker.newWorkflow(1)
            try await broker.enqueue(workflow)
            let held = try #require(try await broker.take(1, 1).first)
            _ = try await broker.settle(held, .complete(result: nil))
            let deadlines = broker.keys(workflow.id).anchor + "deadlines"
            let id = workflow.id.description
            _ = try await broker.ask(RedisCommand("ZADD", [.string(deadlines), 1, .string(id)]))
            _ = try await broker.promote()
            #expect(try await broker.record(ofWorkflow: workflow.id)?.state == .succeeded)
            #expect(try await broker.ask(RedisCommand("ZCARD", [.string(deadlines)])).int == 0)
        },
        RedisBehaviour("a member whose record is gone does not keep its workflow from failing or being cancelled") {
            broker in
            for outcome in [Outcome.bury(failure), .complete(result: nil)] {
                for policy in [NewWorkflow.FailurePolicy.cancelAll, .cancelDependents] {
                    var workflow = broker.newWorkflow(1, then: "last")
                    workflow.failurePolicy = policy
                    try await broker.enqueue(workflow)
                    try await broker.forget(workflow.nodes[1].job.id)
                    let sequence = Int.random(in: 1...1_000_000_000)
                    let held = try #require(try await broker.take(1, sequence, worker: "w\(sequence)").first)
                    #expect(try await broker.settle(held, outcome) == .accepted)
                    _ = try await broker.cancel(workflow: workflow.id, reason: failure)
                    let ends: [JobState] = [.dead, .succeeded]
                    #expect(ends.contains(try #require(try await broker.record(ofJob: held.id)).state))
                    #expect(try #require(try await broker.record(ofWorkflow: workflow.id)).state.isTerminal)
                }
            }
        },
        RedisBehaviour("a workflow of which a record or a payload is gone is not resumed") { broker in
            for isPayload in [false, true] {
                let workflow = broker.newWorkflow(2)
                try await broker.enqueue(workflow)
                _ = try await broker.cancel(workflow: workflow.id, reason: failure)
                let id = workflow.nodes[0].job.id
                let key = isPayload ? broker.keys(id).anchor + "p:\(id)" : broker.keys(id).job(id)
                _ = try await broker.ask(RedisCommand("DEL", [.string(key)]))
                #expect(try await broker.resume(workflow: workflow.id, deadline: .seconds(60)) == .notFound)
                #expect(try await broker.record(ofWorkflow: workflow.id)?.state == .cancelled)
            }
        },
    ]

    /// Workflows that come in parts.
    static let parts = [
        RedisBehaviour(
            "a part of a workflow that is sent again is counted once, and nothing of it runs before the last"
        ) {
            broker in
            let workflow = broker.newWorkflow(3, then: "last")
            for _ in 1...2 { try await broker.enqueuePart(of: workflow, nodes: 0..<2) }
            #expect(try await RedisInspector(broker: broker).stats().waiting == 2)
            #expect(try await broker.take(9, 1).isEmpty)
            try await broker.enqueue(workflow)
            #expect(try await broker.take(9, 2).count == 3)
            #expect(try await RedisInspector(broker: broker).stats().waiting == 1)
        },
        RedisBehaviour("the deadline of a workflow that comes in parts runs from the first") { broker in
            let workflow = broker.newWorkflow(3)
            try await broker.enqueuePart(of: workflow, nodes: 0..<2)
            try await broker.advance(by: .seconds(40))
            try await broker.enqueue(workflow)
            try await broker.advance(by: .seconds(30))
            _ = try await broker.promote()
            #expect(try await broker.record(ofWorkflow: workflow.id)?.state == .timedOut)
        },
        RedisBehaviour("a workflow that was never opened is forgotten at its deadline, without a trace") { broker in
            var workflow = broker.newWorkflow(3, then: "last")
            workflow.onEnd = broker.newJob()
            try await broker.enqueuePart(of: workflow, nodes: 0..<2)
            try await broker.forget(workflow.nodes[0].job.id)
            try await broker.advance(by: .seconds(70))
            _ = try await broker.promote()
            #expect(try await broker.record(ofWorkflow: workflow.id) == nil)
            #expect(try await broker.record(ofJob: workflow.nodes[1].job.id) == nil)
            // The one whose record was gone is counted still: nothing says any more where it stood.
            #expect(try await RedisInspector(broker: broker).stats().waiting == 1)
            #expect(try await broker.take(9, 1).isEmpty)
        },
        RedisBehaviour("a workflow that was never opened can be cancelled") { broker in
            let workflow = broker.newWorkflow(3)
            try await broker.enqueuePart(of: workflow, nodes: 0..<2)
            #expect(try await broker.cancel(workflow: workflow.id, reason: failure) == .done)
            try await broker.enqueue(workflow)
            #expect(try await broker.take(9, 1).isEmpty)
        },
    ]

    /// What the scripts leave in Redis.
    static let traces = [
        RedisBehaviour("a job without metadata or a key of its own leaves no trace of them") { broker in
            let (job, workflow) = (broker.newJob(), broker.newWorkflow(1))
            try await broker.enqueue([job])
            try await broker.enqueue(workflow)
            #expect(try await broker.ask(["KEYS", "*:m:*"]).array?.count == 0)
            #expect(try await broker.ask(["KEYS", "*:u:*"]).array?.count == 0)
        },
        RedisBehaviour("a long backlog leaves no more wake-ups than there are workers to wake") { broker in
            try await broker.enqueue((0..<200).map { _ in broker.newJob() })
            let key = RedisKeys(shard: 0).wake("q")
            #expect(try await broker.ask(RedisCommand("LLEN", [.string(key)])).int == 64)
        },
        RedisBehaviour("a job that a live worker knows is waited for, even with no patience at all") { broker in
            let job = broker.newJob()
            try await broker.enqueue([job])
            try await broker.beat(
                WorkerRecord(
                    id: "w", name: "w", host: "h", pid: 1, version: "1", queues: [QueueDemand(queue: "q", limit: 1)],
                    concurrency: 1, jobs: ["test.job": 1], startedAt: .init(timeIntervalSince1970: 0)))
            let held = try #require(try await broker.take(1, 1).first)
            #expect(try await broker.settle(held, .release(.unknownJob)) == .accepted)
            #expect(try await broker.record(ofJob: job.id)?.state == .scheduled)
        },
    ]
}
