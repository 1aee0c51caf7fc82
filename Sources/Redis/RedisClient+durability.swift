import NIOCore

extension RedisClient {
    /// Runs a script that may be run twice, and returns when what it wrote is as durable as asked for.
    ///
    /// For `.replica` the script runs on a connection of its own, with `WAIT` behind it: there it holds up no other
    /// caller. It is run again until a replica has it, or where there are Sentinels each replica that lives, or the
    /// deadline passes.
    ///
    /// - Throws: `.answerUnknown(.notReplicated)` when it was carried out and no replica confirmed it in time: then it
    ///   stands for now, and a failover may lose it.
    public nonisolated(nonsending) func eval(
        _ script: RedisScript, keys: [String], arguments: [RedisArgument] = [], durability: RedisDurability,
        deadline: Duration? = nil, waitsWhenBusy: Bool = true
    ) async throws(RedisError) -> RedisValue {
        guard durability == .replica else {
            return try await eval(
                script, keys: keys, arguments: arguments, deadline: deadline, resend: true,
                waitsWhenBusy: waitsWhenBusy)
        }
        let end = NIODeadline.now() + TimeAmount(deadline ?? options.commandDeadline)
        let call = script.call(keys: keys, arguments: arguments)
        var commands = [call]
        var failures = 0
        while true {
            let failure: RedisError
            switch await attempt(commands, until: end, waitsWhenBusy) {
            case .success(let reply): return reply
            case .failure(.refused(let refusal)) where refusal.code == "NOSCRIPT" && commands.count == 1:
                commands = [script.load, call]
                continue
            case .failure(let error): failure = error
            }
            guard failure.isWorthAnotherTry, NIODeadline.now() < end, !Task.isCancelled else { throw failure }
            failures += 1
            await pause(afterFailures: failures, until: end)
        }
    }

    /// Runs a script, behind what it needs, and waits once for a replica.
    private nonisolated(nonsending) func attempt(
        _ commands: [RedisCommand], until end: NIODeadline, _ waitsWhenBusy: Bool
    ) async -> Result<RedisValue, RedisError> {
        let roster: SentinelRoster? = if case .one(let node) = route { node.roster } else { nil }
        let copies = max(1, roster?.liveReplicas ?? 1)
        let tail = [waiting(for: copies, until: end)] + (roster == nil ? [] : [["ROLE"]])
        // Redis counts from the last command of the connection, whether that wrote or not, so a script that found its
        // work done by an earlier try still waits for what the earlier try wrote.
        func isConfirmed(_ replies: [RedisValue]) -> Bool {
            replies.count == commands.count + tail.count && (replies[commands.count].int ?? 0) >= copies
        }
        do throws(RedisError) {
            let replies = try await apart(
                commands + tail, until: end,
                answerWithin: options.replicaTimeout + min(options.commandDeadline, Duration(end - .now())),
                waitsWhenBusy: waitsWhenBusy,
                // By another connection the Sentinels are asked again, who is master and which replicas live.
                isSpent: { !isConfirmed($0) })
            guard replies.count == commands.count + tail.count else {
                return .failure(.answerUnknown(.protocolViolation("no reply")))
            }
            let reply = replies[commands.count - 1]
            if let refusal = reply.error { return .failure(.refused(refusal)) }
            if let roster, let attached = replies.last?.array?.last?.array { roster.saw(attached: attached.count) }
            return isConfirmed(replies) ? .success(reply) : .failure(.answerUnknown(.notReplicated))
        } catch {
            return .failure(error)
        }
    }

    private func waiting(for copies: Int, until end: NIODeadline) -> RedisCommand {
        let limit = min(TimeAmount(options.replicaTimeout), end - .now())
        return ["WAIT", .init(copies), .integer(max(1, limit.nanoseconds / 1_000_000))]
    }

    private nonisolated(nonsending) func pause(afterFailures failures: Int, until end: NIODeadline) async {
        let amount = min(TimeAmount(options.backoff.delay(afterFailures: failures)), end - .now())
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            _ = clock.scheduleTask(in: amount) { caller.resume() }
        }
    }
}

extension RedisError {
    /// Whether the same script may fare better a moment later.
    fileprivate var isWorthAnotherTry: Bool {
        if case .refused(let refusal) = self { return refusal.wantsNewConnection || refusal.code == "NOSCRIPT" }
        return Request.Answer.failure(self).isWorthAnotherTry
    }
}

extension RedisScript {
    func call(keys: [String], arguments: [RedisArgument]) -> RedisCommand {
        RedisCommand(
            "EVALSHA", [.string(digest), .integer(Int64(keys.count))] + keys.map { .string($0) } + arguments)
    }

    var load: RedisCommand { ["SCRIPT", "LOAD", .string(source)] }
}
