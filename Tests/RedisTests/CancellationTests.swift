import Redis
import RedisTesting
import Testing

@Suite struct CancellationTests {
    @Test func `A caller that leaves does not disturb the replies of the others`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["PING"])
                let before = client.statistics.commands
                server.pause()
                let leaving = Task { await failure { try await client.send(["ECHO", "left"]) } }
                try await eventually { client.statistics.commands == before + 1 }
                async let staying = client.send(["ECHO", "stayed"])
                try await eventually { client.statistics.commands == before + 2 }
                leaving.cancel()
                let error = await leaving.value
                server.resume()
                let stayed = try await staying
                let later = try await client.send(["ECHO", "later"])
                #expect(error == .answerUnknown(.cancelled))
                #expect(stayed.string == "stayed")
                #expect(later.string == "later")
                #expect(client.statistics.connections == 1)
            }
        }
    }

    @Test func `A call cancelled while it waits for a connection is not sent`() async throws {
        try await withClient(RedisOptions(endpoint: .unreachable)) { client in
            let waiting = Task {
                await failure { try await client.send(["PING"], deadline: .seconds(60), resend: true) }
            }
            waiting.cancel()
            let error = await waiting.value
            guard case .notSent = error else {
                Issue.record("expected that nothing was sent, got \(String(describing: error))")
                return
            }
        }
    }

    @Test func `A call made by a cancelled task never reaches the server`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["SET", "count", 0])
                let call = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return await failure { try await client.send(["INCR", "count"]) }
                }
                let error = await call.value
                let count = try await client.send(["GET", "count"])
                #expect(error == .notSent(.cancelled))
                #expect(count.int == 0)
            }
        }
    }

    @Test func `Cancelling a blocked call frees the server of it`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let blocked = Task {
                    await failure { try await client.blocking(["BLPOP", "bell", 60], blockFor: .seconds(60)) }
                }
                try await eventually { try await client.blockedClients() == 1 }
                blocked.cancel()
                let error = await blocked.value
                #expect(error == .answerUnknown(.cancelled))
                try await eventually { try await client.blockedClients() == 0 }
            }
        }
    }
}
