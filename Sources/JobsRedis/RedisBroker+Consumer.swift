import Jobs
import Redis

extension RedisBroker {
    public func reserve(_ request: ReserveRequest) async throws -> Reservation {
        if shards.count == 1 { return try await reserve(request, in: shards[0], within: options.deadline) }
        let end = ContinuousClock.now + patience
        var whole = Reservation()
        var failure: (any Error)?
        // Each request begins at another shard, so that a backlog in one does not keep the others waiting for ever;
        // a request that is sent again begins where it did, and finds its deliveries.
        let first = request.sequence % shards.count
        for keys in shards[first...] + shards[..<first] where whole.count < request.count {
            let startedAt = ContinuousClock.now
            guard startedAt < end else { break }
            if let error = resting.error(of: keys, at: startedAt) {
                failure = failure ?? error
                continue
            }
            var rest = request
            rest.count -= whole.count
            rest.isIdle = request.isIdle && whole.isEmpty
            do {
                let part = try await reserve(rest, in: keys, within: end - startedAt)
                whole.deliveries += part
                whole.wantsIdle = whole.wantsIdle || part.wantsIdle
                // Whoever runs alone, or is to become idle, takes nothing from the other shards.
                if whole.wantsIdle || part.contains(where: \.runsAlone) { break }
            } catch {
                failure = error
                resting.failed(keys, error, after: .now - startedAt, rest: options.lease / 2)
            }
        }
        // What one shard gave must run, whatever became of another: what that may have given too, and could not say,
        // is reclaimed when its lease is over.
        if let failure, whole.isEmpty, !whole.wantsIdle { throw failure }
        return whole
    }

    private func reserve(
        _ request: ReserveRequest, in keys: RedisKeys, within limit: Duration
    ) async throws -> Reservation {
        var arguments: [RedisArgument] = [
            .string(request.worker), .init(request.sequence), .string(request.token),
            .milliseconds(request.lease), .init(min(request.count, 250)), .init(request.isIdle ? 1 : 0),
        ]
        for demand in request.queues { arguments += [.string(demand.queue), .init(demand.limit)] }
        while true {
            // One of several shards that is away or on the move is passed over, not waited for.
            let reply = try await run(
                scripts.reserve, in: keys, arguments, deadline: limit, isPatient: options.shards == 1)
            guard let entries = reply.array, let word = entries.first?.string else {
                throw BrokerError.unreadable("reserve answered \(reply)")
            }
            let deliveries = try await readable(entries.dropFirst(), token: request.token)
            // Only ids that were pending no more were found so far; the rest of the queue is worth another call.
            if deliveries.isEmpty && word == "more" { continue }
            return Reservation(deliveries, wantsIdle: word == "clear")
        }
    }

    /// What can be read of a reservation. What cannot, written by another version or another program, is set aside at
    /// once: it must not keep the jobs that were taken with it from running.
    private func readable(_ entries: ArraySlice<RedisValue>, token: String) async throws -> [Delivery] {
        var deliveries: [Delivery] = []
        var unreadable: [Settlement] = []
        for entry in entries {
            do {
                deliveries.append(try Delivery(entry, token: token))
            } catch {
                guard let id = entry.array?.first?.string.flatMap({ JobID($0) }), let number = entry.array?[1].int
                else {
                    throw error
                }
                let failure = JobFailure(code: "undecodable", message: "The job's record cannot be read")
                let lease = Lease(id: id, fence: Fence(number: number, token: token))
                unreadable.append(Settlement(lease: lease, outcome: .bury(failure)))
            }
        }
        if !unreadable.isEmpty { _ = try await settle(unreadable) }
        return deliveries
    }

    public func waitForWork(queues: [String], atMost limit: Duration) async throws {
        let lists = shards.map { shard in queues.map(shard.wake) }
        // In a Cluster one command waits for the lists of one slot.
        if client.isCluster, lists.count > 1 { return try await wakeUps.wait(for: lists, atMost: limit) }
        let seconds = String(max(0.1, limit.seconds))
        do {
            _ = try await client.blocking(
                RedisCommand("BLPOP", lists.joined().map { .string($0) } + [.string(seconds)]), blockFor: limit)
        } catch {
            throw BrokerError(error)
        }
    }

    public func extend(_ leases: [Lease], worker: String, by duration: Duration) async throws -> [LeaseAnswer] {
        try await inShards(leases, id: \.id) { keys, part in
            let arguments = part.flatMap(\.arguments)
            return try await run(
                scripts.extend, in: keys, [.milliseconds(duration)] + arguments, deadline: patience)
        }
    }

    public func report(_ progress: Progress, lease: Lease) async throws -> LeaseAnswer {
        let reply = try await run(
            scripts.report, in: keys(lease.id), lease.arguments + [.init(progress.done), .init(progress.total)])
        return try LeaseAnswer(reply)
    }

    public func settle(_ settlements: [Settlement]) async throws -> [LeaseAnswer] {
        try await inShards(settlements, id: \.lease.id) { keys, part in
            let arguments = try part.flatMap { try $0.arguments() }
            return try await runDurably(
                scripts.settle, in: keys, [.milliseconds(options.unknownJobPatience)] + arguments,
                deadline: patience, waitsWhenBusy: options.shards == 1)
        }
    }

    public func results(of workflow: WorkflowID) async throws -> [String: [UInt8]] {
        let reply = try await read([["HGETALL", .string(keys(workflow).results(workflow))]])
        return reply.first?.map?.compactMapValues(\.bytes) ?? [:]
    }

    /// Calls a verb once per shard and at most 250 at a time, and puts the answers into the order of the items.
    private func inShards<Item: Sendable>(
        _ items: [Item], id: (Item) -> ShardedID,
        call: @escaping @Sendable (RedisKeys, [Item]) async throws -> RedisValue
    ) async throws -> [LeaseAnswer] {
        var calls: [(keys: RedisKeys, places: [Int])] = []
        for (shard, places) in Dictionary(grouping: items.indices, by: { id(items[$0]).shard }) {
            for start in stride(from: 0, to: places.count, by: 250) {
                calls.append((RedisKeys(shard: shard), Array(places[start..<min(start + 250, places.count)])))
            }
        }
        var answers = [LeaseAnswer](repeating: .lost, count: items.count)
        func take(_ reply: RedisValue, _ places: [Int]) throws {
            guard let words = reply.array, words.count == places.count else {
                throw BrokerError.unreadable("a verb over leases answered \(reply)")
            }
            for (place, word) in zip(places, words) { answers[place] = try LeaseAnswer(word) }
        }
        if calls.count == 1 {
            try take(try await call(calls[0].keys, calls[0].places.map { items[$0] }), calls[0].places)
            return answers
        }
        // At once, so that a shard that is away delays no other; all are seen through before a failure is told.
        let results = await withTaskGroup { group in
            for (number, part) in calls.enumerated() {
                group.addTask {
                    (number, await Result(catching: { try await call(part.keys, part.places.map { items[$0] }) }))
                }
            }
            var results: [(Int, Result<RedisValue, any Error>)] = []
            for await result in group { results.append(result) }
            return results
        }
        for (number, result) in results { try take(try result.get(), calls[number].places) }
        return answers
    }
}

extension Lease {
    var arguments: [RedisArgument] {
        [.string(id.description), .init(fence.number), .string(fence.token)]
    }
}

extension LeaseAnswer {
    init(_ reply: RedisValue) throws {
        guard let answer = reply.string.flatMap(LeaseAnswer.init(rawValue:)) else {
            throw BrokerError.unreadable("a verb under a lease answered \(reply)")
        }
        self = answer
    }
}

extension Settlement {
    /// As `settle.lua` takes them.
    func arguments() throws -> [RedisArgument] {
        let (word, how, failure, result): (RedisArgument, RedisArgument, RedisArgument, RedisArgument) =
            switch outcome {
            case .complete(let result): ("complete", "", "", .bytes(result ?? []))
            case .retry(let delay, let failure): ("retry", .milliseconds(delay), try .json(failure), "")
            case .bury(let failure, let result): ("bury", "", try .json(failure), .bytes(result ?? []))
            case .release(let reason): ("release", .string(reason.rawValue), "", "")
            }
        return lease.arguments + [word, how, failure, result]
    }
}

extension Delivery {
    /// Reads one element of what `reserve.lua` returns.
    init(_ reply: RedisValue, token: String) throws {
        guard let fields = reply.array, fields.count == 13,
            let id = fields[0].string.flatMap({ JobID($0) }), let number = fields[1].int,
            let name = fields[2].string, let version = fields[3].int, let queue = fields[4].string,
            let tenant = fields[5].string, let priority = fields[6].string.flatMap(Priority.init(rawValue:)),
            let attempt = fields[7].int, let crashes = fields[8].int, let bytes = fields[11].bytes
        else { throw BrokerError.unreadable("reserve answered \(reply)") }
        let body = try JobBody(bytes)
        self.init(
            id: id, fence: Fence(number: number, token: token), name: name, version: version, queue: queue,
            tenant: tenant, priority: priority, payload: body.payload, metadata: body.metadata,
            attempt: attempt, crashes: crashes, workflow: fields[9].string.flatMap { WorkflowID($0) },
            node: fields[10].string.flatMap { $0.isEmpty ? nil : $0 }, runsAlone: fields[12].int == 1)
    }
}
