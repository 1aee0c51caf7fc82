import FoundationEssentials
import Jobs
import Redis

extension RedisInspector {
    /// Of so many tenants the oldest job is looked for; those are the ones served next.
    private static let tenantsLookedAt = 100

    public func queues() async throws -> [QueueStats] {
        var merged: [String: QueueStats] = [:]
        for keys in broker.shards {
            for stats in try await queues(of: keys) {
                merged[stats.name] = merged[stats.name].map { $0.merged(with: stats) } ?? stats
            }
        }
        return merged.values.sorted { $0.name < $1.name }
    }

    private func queues(of keys: RedisKeys) async throws -> [QueueStats] {
        let listed = try await broker.read([["SMEMBERS", .string(keys.queues)]])
        let names = (listed[0].array ?? []).compactMap(\.string).sorted()
        let now = try await broker.now(in: keys)
        var all: [QueueStats] = []
        for name in names {
            let replies = try await broker.read([
                ["HGETALL", .string(keys.queue(name))],
                ["ZCOUNT", .string(keys.serving(name)), .init(now - 30_000), "+inf"],
                ["LRANGE", .string(keys.ring(name)), 0, .init(Self.tenantsLookedAt - 1)],
            ])
            let fields = try RecordFields(replies[0].map ?? [:])
            let tenants = (replies[2].array ?? []).compactMap(\.string)
            let oldest = try await oldestPending(name, tenants, keys)
            all.append(
                QueueStats(
                    name: name, pending: fields.count("pending"), active: fields.count("active"),
                    scheduled: fields.count("scheduled"), oldestMs: oldest.map { max(0, now - $0) },
                    ratePerSecond: Self.rate(fields, now: now), succeeded: fields.count("succeeded"),
                    failed: fields.count("failed"), workers: replies[1].int ?? 0, waiting: fields.count("waiting"),
                    isPaused: fields.int("paused") != nil, limits: QueueLimits(fields)))
        }
        return all
    }

    /// Ends per second in the last full minute.
    private static func rate(_ fields: RecordFields, now: Int) -> Double {
        switch now / 60_000 - fields.count("rm") {
        case 0: Double(fields.count("rp")) / 60
        case 1: Double(fields.count("rc")) / 60
        default: 0
        }
    }

    /// When the oldest pending job became pending, in Unix milliseconds: the oldest end of each tenant's lists.
    private func oldestPending(_ queue: String, _ tenants: [String], _ keys: RedisKeys) async throws -> Int? {
        guard !tenants.isEmpty else { return nil }
        let heads = try await broker.read(
            tenants.flatMap { tenant in
                Priority.allCases.map { ["LINDEX", .string(keys.pending(queue, $0, tenant)), -1] }
            })
        let ids = heads.compactMap { $0.string.flatMap { JobID($0) } }
        let since = try await broker.read(ids.map { ["HMGET", .string(keys.job($0)), "st", "ps", "eq"] })
        return since.compactMap { reply in
            guard let parts = reply.array, parts.count == 3, parts[0].string == JobState.pending.rawValue else {
                return nil
            }
            // One that has been pending from the first has no other time.
            return parts[1].int ?? parts[2].int
        }.min()
    }
}

extension QueueStats {
    /// The same queue over two shards.
    func merged(with other: QueueStats) -> QueueStats {
        var sum = self
        sum.pending += other.pending
        sum.active += other.active
        sum.scheduled += other.scheduled
        sum.waiting += other.waiting
        sum.oldestMs = [oldestMs, other.oldestMs].compactMap(\.self).max()
        sum.ratePerSecond += other.ratePerSecond
        sum.succeeded += other.succeeded
        sum.failed += other.failed
        sum.workers = max(workers, other.workers)
        sum.isPaused = isPaused && other.isPaused
        return sum
    }
}
