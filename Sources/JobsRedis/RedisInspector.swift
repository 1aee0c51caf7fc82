import FoundationEssentials
import Jobs
import Redis

/// Looks into Redis for an operator: reads only, and no read grows with the backlog.
public struct RedisInspector: Inspector {
    let client: RedisClient
    let options: RedisBrokerOptions
    let broker: RedisBroker

    public init(broker: RedisBroker) {
        self.broker = broker
        self.client = broker.client
        self.options = broker.options
    }

    public func record(ofJob id: JobID) async throws -> JobRecord? { try await broker.record(ofJob: id) }

    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await broker.record(ofWorkflow: id)
    }

    public func jobs(ofWorkflow id: WorkflowID) async throws -> [JobRecord] {
        let reply = try await broker.read([["ZRANGE", .string(broker.keys(id).members(id)), 0, -1]])
        let ids = (reply.first?.array ?? []).compactMap { $0.string.flatMap { JobID($0) } }
        return try await client.jobRecords(ids, deadline: options.deadline)
    }

    public func jobs(in list: JobList, limit: Int) async throws -> [JobRecord] {
        let last = max(0, limit - 1)
        let replies = try await broker.read(
            broker.shards.map { keys in
                switch list {
                case .active: ["ZRANGE", .string(keys.leases), 0, .init(last)]
                case .scheduled: ["ZRANGE", .string(keys.scheduled), 0, .init(last)]
                case .dead: ["ZREVRANGE", .string(keys.dead), 0, .init(last)]
                }
            })
        let ids = replies.flatMap { $0.array ?? [] }.compactMap { $0.string.flatMap { JobID($0) } }
        let records = try await client.jobRecords(Array(ids.prefix(limit)), deadline: options.deadline)
        return records
    }

    public func workers() async throws -> [WorkerRecord] {
        let keys = broker.shards[0]
        let ids = try await broker.read([["ZREVRANGE", .string(keys.workers), 0, 999]])
        let names = (ids.first?.array ?? []).compactMap(\.string)
        let records = try await broker.read(names.map { ["HMGET", .string(keys.worker($0)), "json", "at"] })
        return try records.compactMap { reply in
            guard let parts = reply.array, parts.count == 2, let json = parts[0].bytes else { return nil }
            var record = try JSONCoding.decode(WorkerRecord.self, from: json)
            record.lastBeatAt = parts[1].int.map { Date(timeIntervalSince1970: Double($0) / 1000) }
            return record
        }
    }

    public func stats() async throws -> BrokerStats {
        let queues = try await queues()
        var dead = 0
        var counters = [String: Int]()
        for keys in broker.shards {
            let replies = try await broker.read([["ZCARD", .string(keys.dead)], ["HGETALL", .string(keys.counters)]])
            dead += replies[0].int ?? 0
            for (name, value) in replies[1].map ?? [:] { counters[name, default: 0] += value.int ?? 0 }
        }
        return BrokerStats(
            pending: queues.reduce(0) { $0 + $1.pending }, active: queues.reduce(0) { $0 + $1.active },
            scheduled: queues.reduce(0) { $0 + $1.scheduled }, waiting: queues.reduce(0) { $0 + $1.waiting },
            dead: dead,
            succeeded: queues.reduce(0) { $0 + $1.succeeded }, failed: queues.reduce(0) { $0 + $1.failed },
            retried: counters["retried"] ?? 0, reclaimed: counters["reclaimed"] ?? 0,
            workers: try await workers().count, broker: try await serverFacts())
    }

    /// What Redis says of itself, the few lines that matter to a queue.
    private func serverFacts() async throws -> [String: String] {
        let replies = try await broker.read([
            ["INFO", "server"], ["INFO", "memory"], ["INFO", "persistence"], ["INFO", "clients"],
        ])
        let wanted: Set<String> = [
            "redis_version", "uptime_in_seconds", "used_memory_human", "maxmemory_policy", "aof_enabled",
            "connected_clients", "blocked_clients",
        ]
        var facts: [String: String] = [:]
        for line in replies.compactMap(\.string).joined(separator: "\n").split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, wanted.contains(String(parts[0])) else { continue }
            facts[String(parts[0])] = String(parts[1])
        }
        return facts
    }
}
