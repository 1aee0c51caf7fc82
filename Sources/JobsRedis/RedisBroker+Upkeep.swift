import Jobs
import Redis

extension RedisBroker {
    /// How long a worker's record outlives its last heartbeat.
    private static let recordKept = Duration.seconds(60)

    public func beat(_ worker: WorkerRecord) async throws {
        var arguments: [RedisArgument] = [
            .string(worker.id), try .json(worker), .milliseconds(Self.recordKept), .milliseconds(options.lease / 2),
            .milliseconds(options.lease), .init(worker.queues.count),
        ]
        arguments += worker.queues.map { .string($0.queue) }
        for (name, version) in worker.jobs.sorted(by: { $0.key < $1.key }) {
            arguments += [.string(name), .init(version)]
        }
        _ = try await runInEveryShard(scripts.beat, arguments)
    }

    public func leave(worker: String) async throws {
        _ = try await runInEveryShard(scripts.leave, [.string(worker)])
    }

    public func promote() async throws -> PromoteAnswer {
        var total = PromoteAnswer(promoted: 0, nextDueIn: nil)
        for reply in try await runInEveryShard(scripts.promote) {
            guard let numbers = reply.array, let promoted = numbers.first?.int, let next = numbers.last?.int else {
                throw BrokerError.unreadable("promote answered \(reply)")
            }
            total.promoted += promoted
            if next >= 0 { total.nextDueIn = min(total.nextDueIn ?? .seconds(86400), .milliseconds(next)) }
        }
        return total
    }

    public func reclaim() async throws -> Int {
        try await sum(
            scripts.reclaim,
            [.init(options.maxCrashes), .milliseconds(options.lease), .milliseconds(options.lease / 2)])
    }

    public func reclaim(worker: String, crashed: Bool) async throws -> Int {
        var total = 0
        for keys in shards {
            var cursor = "0"
            repeat {
                let reply = try await run(
                    scripts.reclaimWorker, in: keys,
                    [.string(worker), .init(crashed ? 1 : 0), .init(options.maxCrashes), .string(cursor)])
                guard let parts = reply.array, let next = parts.first?.string, let taken = parts.last?.int else {
                    throw BrokerError.unreadable("reclaim_worker answered \(reply)")
                }
                cursor = next
                total += taken
            } while cursor != "0"
        }
        try await leave(worker: worker)
        return total
    }

    public func prune() async throws -> Int {
        try await sum(scripts.prune, [])
    }

    private func sum(_ script: RedisScript, _ arguments: [RedisArgument]) async throws -> Int {
        try await runInEveryShard(script, arguments).reduce(0) { $0 + ($1.int ?? 0) }
    }
}
