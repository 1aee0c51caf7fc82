extension RedisClient {
    /// Runs a script by its digest.
    ///
    /// A server that does not know the script (it is new, or was restarted or flushed) is given it, in the same
    /// write as the second call. Deadline and `resend` are those of `send`, and hold for each of the two calls.
    public nonisolated(nonsending) func eval(
        _ script: RedisScript, keys: [String], arguments: [RedisArgument] = [],
        deadline: Duration? = nil, resend: Bool = false, waitsWhenBusy: Bool = true
    ) async throws(RedisError) -> RedisValue {
        let call = script.call(keys: keys, arguments: arguments)
        do {
            return try await send(call, deadline: deadline, resend: resend, waitsWhenBusy: waitsWhenBusy)
        } catch .refused(let refusal) where refusal.code == "NOSCRIPT" {
            let replies = try await send(
                [script.load, call], deadline: deadline, resend: resend,
                waitsWhenBusy: waitsWhenBusy)
            // The load's own refusal (a syntax error) explains more than the call's.
            if let refusal = replies.lazy.compactMap(\.error).first { throw .refused(refusal) }
            guard let reply = replies.last else { throw .answerUnknown(.protocolViolation("no reply")) }
            return reply
        }
    }
}
