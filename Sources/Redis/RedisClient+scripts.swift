extension RedisClient {
    /// Runs a script by its digest.
    ///
    /// A server that does not know the script (it is new, or was restarted or flushed) is given it, in the same
    /// write as the second call. Deadline and `resend` are those of `send`, and hold for each of the two calls.
    public nonisolated(nonsending) func eval(
        _ script: RedisScript, keys: [String], arguments: [RedisArgument] = [],
        deadline: Duration? = nil, resend: Bool = false
    ) async throws(RedisError) -> RedisValue {
        let call = RedisCommand(
            "EVALSHA",
            [.string(script.digest), .integer(Int64(keys.count))] + keys.map { .string($0) } + arguments)
        do {
            return try await send(call, deadline: deadline, resend: resend)
        } catch .refused(let refusal) where refusal.code == "NOSCRIPT" {
            let replies = try await send(
                [["SCRIPT", "LOAD", .string(script.source)], call], deadline: deadline, resend: resend)
            // The load's own refusal (a syntax error) explains more than the call's.
            if let refusal = replies.lazy.compactMap(\.error).first { throw .refused(refusal) }
            guard let reply = replies.last else { throw .answerUnknown(.protocolViolation("no reply")) }
            return reply
        }
    }
}
