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
        let request = Request(
            payload: try CommandFormatter.format([command]), commands: 1,
            deadline: .now() + TimeAmount(options.commandDeadline),
            answerWithin: TimeAmount(blockFor + options.blockingSlack))
        let connection = try node.blocking.borrow()
        let answer = await connection.send(request)
        if case .failure = answer { connection.drop(.cancelled) }
        node.blocking.giveBack(connection)
        guard let reply = try answer.get().first else { throw .answerUnknown(.protocolViolation("no reply")) }
        if case .error(let refusal) = reply { throw .refused(refusal) }
        return reply
    }
}
