import FoundationEssentials
import Jobs
import Redis

extension RedisBroker {
    /// A call carries at most so many jobs: 1,000 would hold Redis for some 12 ms.
    private static let jobsPerCall = 250

    public func makeID(tenant: String) -> ShardedID {
        ShardedID(shard: ShardedID.shard(of: tenant, count: options.shards))
    }

    @discardableResult
    public func enqueue(_ jobs: [NewJob]) async throws -> [JobID] {
        var known: [JobID: JobID] = [:]
        for (shard, members) in Dictionary(grouping: jobs, by: \.id.shard).sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: members.count, by: Self.jobsPerCall) {
                let part = members[start..<min(start + Self.jobsPerCall, members.count)]
                let arguments = try part.flatMap { try $0.arguments() + $0.keyArguments }
                let keys = RedisKeys(shard: shard)
                try await refusable {
                    let reply = try await runDurably(scripts.enqueue, in: keys, arguments)
                    let ids = (reply.array ?? []).compactMap { $0.string.flatMap { JobID($0) } }
                    guard ids.count == part.count else { throw BrokerError.unreadable("enqueue answered \(reply)") }
                    for (job, id) in zip(part, ids) { known[job.id] = id }
                } unless: {
                    let there = try await read([RedisCommand("EXISTS", part.map { .string(keys.job($0.id)) })])
                    return there.first?.int == part.count
                }
            }
        }
        return jobs.map { known[$0.id] ?? $0.id }
    }

    public func enqueue(_ tick: PeriodicTick) async throws -> PeriodicStanding {
        let milliseconds = Int((tick.tick.timeIntervalSince1970 * 1000).rounded())
        let arguments: [RedisArgument] = [
            .string(tick.schedule), .string(tick.specification), .init(max(0, milliseconds)),
            tick.missedAfter.map { .milliseconds($0) } ?? "", try .json(JobFailure.rescheduled(tick.schedule)),
        ]
        let reply = try await runDurably(
            scripts.enqueuePeriodic, in: keys(tick.job.id), try arguments + tick.job.arguments())
        guard let times = reply.array?.compactMap(\.int), times.count == 2 else {
            throw BrokerError.unreadable("enqueue_periodic answered \(reply)")
        }
        func date(_ milliseconds: Int) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
        return PeriodicStanding(last: times[0] > 0 ? date(times[0]) : nil, now: date(times[1]))
    }

    public func enqueue(_ workflow: NewWorkflow) async throws {
        try workflow.validate()
        let message = try WorkflowMessage(workflow)
        var start = 0
        repeat {
            let end = min(start + Self.jobsPerCall, workflow.nodes.count)
            let isLast = end == workflow.nodes.count
            var arguments: [RedisArgument] = [
                .string(workflow.id.description), .bytes(message.header), .init(isLast ? 1 : 0),
            ]
            for place in start..<end { arguments += try message.arguments(ofNode: place) }
            let part = arguments
            try await refusable {
                _ = try await runDurably(scripts.enqueueWorkflow, in: keys(workflow.id), part)
            } unless: {
                let state = try await record(ofWorkflow: workflow.id)?.state
                return state.map { $0 != .building } ?? false
            }
            start = end
        } while start < workflow.nodes.count
    }

    /// A full Redis refuses a call that is sent again because its answer was lost, though it had taken it the first
    /// time: to say that nothing was written would be wrong then.
    private func refusable(_ call: () async throws -> Void, unless isTaken: () async throws -> Bool) async throws {
        do {
            try await call()
        } catch BrokerError.refusesWrites(let reason) {
            guard try await isTaken() else { throw BrokerError.refusesWrites(reason) }
        }
    }

    public func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await change(scripts.cancel, id, ["job", .string(id.description), .json(reason)])
    }

    public func cancel(workflow id: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await change(scripts.cancel, id, ["workflow", .string(id.description), .json(reason)])
    }

    public func resume(workflow id: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await change(scripts.resume, id, [.string(id.description), .milliseconds(deadline)])
    }

    public func requeue(job id: JobID) async throws -> ChangeAnswer {
        try await change(scripts.requeue, id, [.string(id.description)])
    }

    private func change(
        _ script: RedisScript, _ id: ShardedID, _ arguments: @autoclosure () throws -> [RedisArgument]
    ) async throws -> ChangeAnswer {
        let reply = try await runDurably(script, in: keys(id), try arguments())
        guard let answer = reply.string.flatMap(ChangeAnswer.init(rawValue:)) else {
            throw BrokerError.unreadable("\(script.name) answered \(reply)")
        }
        return answer
    }
}

extension RedisArgument {
    static func milliseconds(_ duration: Duration) -> RedisArgument { .init(Int(duration.milliseconds)) }

    static func json(_ value: some Encodable) throws -> RedisArgument { .bytes(try JSONCoding.encode(value)) }
}

extension NewJob {
    /// The key that the job is the only one of, and for how long; as `enqueue.lua` takes them.
    package var keyArguments: [RedisArgument] {
        guard let deduplication else { return ["", 0] }
        return [.string(deduplication.key), .milliseconds(deduplication.period ?? .zero)]
    }

    /// As `enqueue.lua` takes them; a workflow's node adds its own behind.
    package func arguments() throws -> [RedisArgument] {
        try checkNames()
        return [
            .string(id.description), .string(name), .init(version), .string(queue), .string(tenant),
            .string(priority.rawValue), .milliseconds(max(.zero, delay ?? .zero)), .bytes(try JobBody(self).bytes()),
        ]
    }
}
