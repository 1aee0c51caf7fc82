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
        _ = try await runInEveryShard(Scripts.beat, arguments)
    }

    public func leave(worker: String) async throws {
        _ = try await runInEveryShard(Scripts.leave, [.string(worker)])
    }

    public func promote() async throws -> PromoteAnswer {
        var total = PromoteAnswer(promoted: 0, nextDueIn: nil)
        for reply in try await runInEveryShard(Scripts.promote) {
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
            Scripts.reclaim,
            [.init(options.maxCrashes), .milliseconds(options.lease), .milliseconds(options.lease / 2)])
    }

    public func prune() async throws -> Int {
        try await sum(Scripts.prune, [])
    }

    private func sum(_ script: RedisScript, _ arguments: [RedisArgument]) async throws -> Int {
        try await runInEveryShard(script, arguments).reduce(0) { $0 + ($1.int ?? 0) }
    }
}
