import Jobs
import Redis

extension RedisBroker {
    public func record(ofJob id: JobID) async throws -> JobRecord? {
        try await client.jobRecords([id], deadline: options.deadline).first
    }

    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        let reply = try await read([["HGETALL", .string(keys(id).workflow(id))]])
        guard let fields = reply.first?.map, !fields.isEmpty else { return nil }
        return try WorkflowRecord(id: id, fields: RecordFields(fields))
    }

    public func waitForChange(of id: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await feed.wait(for: id, atMost: limit) {
            let reply = try await read([["HGET", .string(keys(id).workflow(id)), "rv"]])
            return reply.first?.int != revision
        }
    }
}

extension RedisClient {
    /// The records of jobs that are there, in the order of the ids, read in one write.
    func jobRecords(_ ids: [JobID], deadline: Duration) async throws -> [JobRecord] {
        guard !ids.isEmpty else { return [] }
        let commands: [RedisCommand] = ids.flatMap { id -> [RedisCommand] in
            let keys = RedisKeys(shard: id.shard)
            return [
                ["HGETALL", .string(keys.job(id))], ["GET", .string(keys.failure(id))],
                ["GET", .string(keys.result(id))], ["ZSCORE", .string(keys.leases), .string(id.description)],
            ]
        }
        do {
            let values = try await send(commands, deadline: deadline, resend: true)
            if let refusal = values.lazy.compactMap(\.error).first { throw RedisError.refused(refusal) }
            return try ids.enumerated().compactMap { index, id in
                let parts = Array(values[(index * 4)..<(index * 4 + 4)])
                guard let fields = parts[0].map, !fields.isEmpty else { return nil }
                return try JobRecord(
                    id: id, fields: RecordFields(fields), failure: parts[1].bytes, result: parts[2].bytes,
                    leaseUntil: parts[3].string.flatMap(Double.init))
            }
        } catch let error as RedisError {
            throw BrokerError(error)
        }
    }
}
