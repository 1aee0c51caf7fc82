import NIOCore

extension RedisClient {
    /// Sends a command that waits in the server (`BLPOP`, `XREAD BLOCK`), on a connection of its own.
    ///
    /// When no answer has come a little after the block time (the options' slack), or the calling task is
    /// cancelled, the connection is dropped and made again by the next call. What a dropped command had already
    /// taken is lost: block for wake-ups, not for the work itself.
    ///
    /// - Parameter blockFor: the time the command itself names. Redis's "for ever" is not supported.
    public nonisolated(nonsending) func blocking(
        _ command: RedisCommand, blockFor: Duration
    ) async throws(RedisError) -> RedisValue {
        let end = NIODeadline.now() + TimeAmount(options.commandDeadline)
        let replies = try await apart([command], until: end, answerWithin: blockFor + options.blockingSlack)
        guard let reply = replies.first else { throw .answerUnknown(.protocolViolation("no reply")) }
        if case .error(let refusal) = reply { throw .refused(refusal) }
        return reply
    }

    /// Sends commands that together have one key on a connection that no other caller uses meanwhile.
    ///
    /// - Parameters:
    ///   - end: when there must be a connection, and until when the owner of a slot is sought.
    ///   - answerWithin: how long the replies may take once the commands were written.
    ///   - waitsWhenBusy: as in `send`.
    ///   - isSpent: whether the connection is not to be used again after these replies.
    nonisolated(nonsending) func apart(
        _ commands: [RedisCommand], until end: NIODeadline, answerWithin: Duration,
        waitsWhenBusy: Bool = true, isSpent: ([RedisValue]) -> Bool = { _ in false }
    ) async throws(RedisError) -> [RedisValue] {
        switch route {
        case .one(let node):
            return try await exchange(commands, with: node, until: end, answerWithin: answerWithin, isSpent)
        case .cluster(let nodes):
            guard let unit = ClusterUnit.units(of: commands).first else { return [] }
            return try await apart(
                unit, in: nodes, until: end, answerWithin: answerWithin, waitsWhenBusy: waitsWhenBusy)
        }
    }

    private nonisolated(nonsending) func apart(
        _ unit: ClusterUnit, in nodes: ClusterNodes, until end: NIODeadline, answerWithin: Duration,
        waitsWhenBusy: Bool
    ) async throws(RedisError) -> [RedisValue] {
        var unit = unit
        if nodes.isDoubted || nodes.version == 0 { try await nodes.learn(after: nodes.version, until: end) }
        while true {
            guard let host = unit.asked ?? nodes.host(of: unit.slot) else {
                guard NIODeadline.now() < end, !Task.isCancelled else {
                    throw .notSent(.connectFailed("the owner of the slot is not known"))
                }
                try await nodes.learn(after: nodes.version, until: end)
                await nodes.pause(.milliseconds(20))
                continue
            }
            let all: [RedisValue]
            do throws(RedisError) {
                let node = try nodes.node(at: host)
                all = try await exchange(unit.wire, with: node, until: end, answerWithin: answerWithin)
            } catch {
                nodes.doubt()
                throw error
            }
            let replies = unit.ownReplies(all[...])
            unit.asked = nil
            guard let redirection = unit.redirection(in: replies), NIODeadline.now() < end, !Task.isCancelled else {
                return replies
            }
            switch redirection {
            case .moved(let slot, let owner): nodes.moved(slot, to: owner.orSame(as: host))
            case .ask(let other): unit.asked = other.orSame(as: host)
            case .busy:
                guard waitsWhenBusy else { return replies }
                await nodes.pause(.milliseconds(Int64.random(in: 10...50)))
            }
        }
    }

    private nonisolated(nonsending) func exchange(
        _ commands: [RedisCommand], with node: Node, until end: NIODeadline, answerWithin: Duration,
        _ isSpent: ([RedisValue]) -> Bool = { _ in false }
    ) async throws(RedisError) -> [RedisValue] {
        let request = Request(
            payload: try CommandFormatter.format(commands), commands: commands.count, deadline: end,
            answerWithin: TimeAmount(answerWithin))
        let connection = try node.blocking.borrow()
        let answer = await connection.send(request)
        switch answer {
        case .failure: connection.drop(.cancelled)
        case .success(let replies): if isSpent(replies) { connection.drop(.cancelled) }
        }
        node.blocking.giveBack(connection)
        return try answer.get()
    }
}
