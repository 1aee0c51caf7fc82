import Jobs
import Redis

extension RedisBroker {
    @discardableResult
    public func pause(queue: String) async throws -> Bool {
        try await setPaused(queue, true)
    }

    @discardableResult
    public func resume(queue: String) async throws -> Bool {
        try await setPaused(queue, false)
    }

    private func setPaused(_ queue: String, _ pauses: Bool) async throws -> Bool {
        var changed = false
        for keys in shards {
            let reply = try await runDurably(scripts.pause, in: keys, [.string(queue), .init(pauses ? 1 : 0)])
            changed = reply.int == 1 || changed
        }
        return changed
    }

    public func limit(queue: String, to limits: QueueLimits) async throws {
        func argument(_ value: Int?) -> RedisArgument { value.map { .init($0) } ?? "" }
        let arguments: [RedisArgument] = [
            .string(queue), argument(limits.concurrency), argument(limits.concurrencyPerTenant),
            argument(limits.rate?.jobs), argument(limits.rate?.periodMs),
        ]
        for keys in shards { _ = try await runDurably(scripts.limit, in: keys, arguments) }
    }

    @discardableResult
    public func purge(queue: String, reason: JobFailure) async throws -> Int {
        var cancelled = 0
        for keys in shards {
            var mayGoOn = true
            while mayGoOn {
                let reply = try await runDurably(scripts.purge, in: keys, [.string(queue), .json(reason)])
                guard let numbers = reply.array?.compactMap(\.int), numbers.count == 2 else {
                    throw BrokerError.unreadable("purge answered \(reply)")
                }
                cancelled += numbers[0]
                mayGoOn = numbers[1] == 1
            }
        }
        return cancelled
    }
}

extension QueueLimits {
    /// As `limit.lua` wrote them.
    init(_ fields: RecordFields) {
        self.init(
            concurrency: fields.int("lc"), concurrencyPerTenant: fields.int("lt"),
            rate: fields.int("lr").map { RateLimit($0, per: .milliseconds(fields.count("lp"))) })
    }
}
