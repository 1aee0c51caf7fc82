import Jobs
import Redis

extension RedisBroker {
    /// A call carries at most so many jobs: 1,000 would hold Redis for some 12 ms.
    private static let jobsPerCall = 250

    public func makeID(tenant: String) -> ShardedID {
        ShardedID(shard: ShardedID.shard(of: tenant, count: options.shards))
    }

    public func enqueue(_ jobs: [NewJob]) async throws {
        for (shard, members) in Dictionary(grouping: jobs, by: \.id.shard).sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: members.count, by: Self.jobsPerCall) {
                let part = members[start..<min(start + Self.jobsPerCall, members.count)]
                _ = try await runDurably(
                    Scripts.enqueue, in: RedisKeys(shard: shard), try part.flatMap { try $0.arguments() })
            }
        }
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
            _ = try await runDurably(Scripts.enqueueWorkflow, in: keys(workflow.id), arguments)
            start = end
        } while start < workflow.nodes.count
    }

    public func cancel(job id: JobID, reason: JobFailure) async throws -> ChangeAnswer {
        try await change(Scripts.cancel, id, ["job", .string(id.description), .json(reason)])
    }

    public func cancel(workflow id: WorkflowID, reason: JobFailure) async throws -> ChangeAnswer {
        try await change(Scripts.cancel, id, ["workflow", .string(id.description), .json(reason)])
    }

    public func resume(workflow id: WorkflowID, deadline: Duration) async throws -> ChangeAnswer {
        try await change(Scripts.resume, id, [.string(id.description), .milliseconds(deadline)])
    }

    public func requeue(job id: JobID) async throws -> ChangeAnswer {
        try await change(Scripts.requeue, id, [.string(id.description)])
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
    /// As `enqueue.lua` takes them; a workflow's node adds its own behind.
    func arguments() throws -> [RedisArgument] {
        try checkNames()
        return [
            .string(id.description), .string(name), .init(version), .string(queue), .string(tenant),
            .string(priority.rawValue), .milliseconds(max(.zero, delay ?? .zero)), .bytes(payload),
            metadata.isEmpty ? "" : try .json(metadata),
        ]
    }
}
