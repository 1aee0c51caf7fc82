import Jobs
import SeededTesting
import Testing

extension ModelWalk {
    // MARK: producing

    private mutating func newJob(delay: Duration? = nil) -> NewJob {
        bench.job(
            queue: pick(Self.queues) ?? "q", tenant: pick(["", "acme"]) ?? "",
            priority: pick(Priority.allCases) ?? .normal, delay: delay)
    }

    mutating func enqueueJobs() async throws {
        var new = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            newJob(delay: random.oneIn(3) ? .seconds(12) : nil)
        }
        jobs += new
        if random.oneIn(3), let old = pick(jobs) { new.append(old) }
        let sent = new
        _ = try await both("enqueue \(new.count)") { broker in
            try await broker.enqueue(sent)
            return true
        }
    }

    mutating func enqueueWorkflow() async throws {
        if random.oneIn(4), let old = pick(workflows) { return try await enqueue(old) }
        var nodes: [NewWorkflow.Node] = []
        for number in 0..<Int.random(in: 1...5, using: &random) {
            let after = nodes.map(\.name).filter { _ in random.oneIn(2) }
            let job = newJob(delay: random.oneIn(5) ? .seconds(12) : nil)
            nodes.append(.init(name: "n\(number)", group: "g\(number / 2)", job: job, after: after))
        }
        let new = bench.workflow(
            nodes, policy: random.oneIn(2) ? .cancelAll : .cancelDependents,
            deadline: random.oneIn(3) ? .seconds(48) : .seconds(3600), onEnd: random.oneIn(2) ? newJob() : nil)
        workflows.append(new)
        try await enqueue(new)
    }

    private mutating func enqueue(_ workflow: NewWorkflow) async throws {
        _ = try await both("enqueue workflow of \(workflow.nodes.count)") { broker in
            try await broker.enqueue(workflow)
            return true
        }
    }

    mutating func cancel() async throws {
        let reason = JobFailure(code: "cancelled", message: "no")
        if random.oneIn(3), let workflow = pick(workflows) {
            _ = try await both("cancel workflow") { try await $0.cancel(workflow: workflow.id, reason: reason) }
        } else if let id = pick(everyJob) {
            _ = try await both("cancel job") { try await $0.cancel(job: id, reason: reason) }
        }
    }

    /// An operator brings back what has ended, or tries to.
    mutating func revive() async throws {
        if random.oneIn(2), let workflow = pick(workflows) {
            _ = try await both("resume") { try await $0.resume(workflow: workflow.id, deadline: .seconds(3600)) }
        } else if let id = pick(everyJob) {
            _ = try await both("requeue") { try await $0.requeue(job: id) }
        }
    }

    var everyJob: [JobID] {
        jobs.map(\.id) + workflows.flatMap { $0.nodes.map(\.job.id) + ($0.onEnd.map { [$0.id] } ?? []) }
    }

    // MARK: consuming

    mutating func reserve() async throws {
        let isRepeated = random.oneIn(4)
        let queues = Self.queues.map { QueueDemand(queue: $0, limit: 250) }
        let worker = pick(Self.workers) ?? "w1"
        let new = bench.request(
            250, worker: worker, queues: queues, lease: random.oneIn(3) ? .seconds(600) : .seconds(23))
        guard let request = isRepeated ? pick(requests) : new else { return }
        requests.append(request)
        let taken = try await both("reserve \(request.worker) \(request.sequence)") { broker in
            try await broker.reserve(request).map(Taken.init).sorted { $0.key < $1.key }
        }
        deliveries += taken.map(\.delivery)
    }

    mutating func settle() async throws {
        var settlements: [Settlement] = []
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            guard let delivery = pick(random.oneIn(3) ? deliveries : deliveries.suffix(8)) else { return }
            settlements.append(Settlement(lease: delivery.lease, outcome: outcome()))
        }
        let sent = settlements
        _ = try await both("settle \(sent.map { "\($0.lease.fence.number) \($0.outcome)" })") {
            try await $0.settle(sent)
        }
    }

    private mutating func outcome() -> Outcome {
        let failure = JobFailure(code: "broken", message: "it broke")
        let result = random.oneIn(2) ? Array("7".utf8) : nil
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: return .complete(result: result)
        case 5: return .retry(after: .zero, failure)
        case 6: return .retry(after: .seconds(12), failure)
        case 7: return .bury(failure, result: result)
        case 8: return .release(.shutdown)
        default: return .release(.unknownJob)
        }
    }

    mutating func extend() async throws {
        let leases = (0..<3).compactMap { _ in pick(deliveries)?.lease }
        let duration = random.oneIn(2) ? Duration.seconds(23) : .seconds(600)
        _ = try await both("extend") { try await $0.extend(leases, worker: "w1", by: duration) }
    }

    mutating func report() async throws {
        guard let delivery = pick(deliveries) else { return }
        let progress = Progress(done: Int.random(in: 0...4, using: &random), total: 4)
        _ = try await both("report \(progress.done)") { try await $0.report(progress, lease: delivery.lease) }
    }

    // MARK: time and upkeep

    mutating func pass() async throws {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            try await model.elapse(.milliseconds(5100))
            try await bench.elapse(.milliseconds(5100))
            for worker in Self.workers where !random.oneIn(3) {
                let record = Bench.worker(worker, queues: Self.queues, knows: ["test.job": 1])
                _ = try await both("beat \(worker)") { broker in
                    try await broker.beat(record)
                    return true
                }
            }
        }
    }

    mutating func promote() async throws {
        let due = try await (model.broker.promote(), bench.broker.promote())
        path.append("promote")
        #expect(due.0.promoted == due.1.promoted, "after \(path.suffix(12))")
        let next = [due.0.nextDueIn, due.1.nextDueIn].map { $0.map(\.seconds) ?? -100 }
        #expect(abs(next[0] - next[1]) < 0.001, "after \(path.suffix(12))")
    }

    mutating func reclaim() async throws {
        _ = try await both("reclaim") { try await $0.reclaim() }
    }
}

/// A delivery as far as two brokers must agree on it.
private struct Taken: Equatable {
    var delivery: Delivery

    init(_ delivery: Delivery) { self.delivery = delivery }

    var key: String { delivery.id.description }

    static func == (left: Taken, right: Taken) -> Bool { left.text == right.text }

    private var text: String {
        let delivery = delivery
        return "\(delivery.id) \(delivery.fence) \(delivery.attempt) \(delivery.crashes) \(delivery.queue) "
            + "\(delivery.tenant) \(delivery.priority) \(delivery.workflow as Any) \(delivery.node as Any) "
            + "\(delivery.metadata) \(String(decoding: delivery.payload, as: UTF8.self))"
    }
}
