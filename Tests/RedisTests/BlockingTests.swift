import Redis
import RedisTesting
import Testing

@Suite struct BlockingTests {
    @Test func `A blocked call is woken by a push and holds up no other call`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                async let woken = client.blocking(["BLPOP", "bell", 30], blockFor: .seconds(30))
                try await eventually { try await client.blockedClients() == 1 }
                _ = try await client.send(["RPUSH", "bell", "ding"])
                let reply = try await woken
                #expect(reply.array?.map(\.string) == ["bell", "ding"])
            }
        }
    }

    @Test func `A block that ends without an element is null`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let reply = try await client.blocking(["BLPOP", "bell", "0.05"], blockFor: .milliseconds(50))
                #expect(reply.isNull)
            }
        }
    }

    @Test func `Blocked callers each have a connection of their own, used again by later calls`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                for _ in 0..<2 {
                    let bells = try await ringTen(client)
                    #expect(bells == Set((0..<10).map { "bell:\($0)" }))
                }
                let connections = try await client.send(["CLIENT", "LIST", "TYPE", "NORMAL"])
                let count = connections.string?.split(separator: "\n").count ?? 0
                #expect((2...11).contains(count))
            }
        }
    }

    @Test func `A server that falls silent is given up a little after the block time`() async throws {
        try await withRedisServer { server in
            var options = RedisOptions(endpoint: server.endpoint)
            options.blockingSlack = .milliseconds(100)
            try await withClient(options) { client in
                let id = try await client.blocking(["CLIENT", "ID"], blockFor: .seconds(5)).int
                server.pause()
                let silence = await failure {
                    try await client.blocking(["BLPOP", "bell", "0.3"], blockFor: .milliseconds(300))
                }
                server.resume()
                #expect(silence == .answerUnknown(.deadlinePassed))
                // The server has yet to see that it was given up: until then it would push to nobody.
                let given = RedisArgument(try #require(id))
                try await eventually {
                    try await client.send(["CLIENT", "LIST", "ID", given], resend: true).string == ""
                }
                _ = try await client.send(["RPUSH", "bell", "ding"], resend: true)
                let reply = try await client.blocking(["BLPOP", "bell", 5], blockFor: .seconds(5))
                #expect(reply.array?.last?.string == "ding")
            }
        }
    }

    @Test func `A blocked connection killed by the server fails its call, and the next call works`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                async let error = failure { try await client.blocking(["BLPOP", "bell", 60], blockFor: .seconds(60)) }
                try await eventually { try await client.blockedClients() == 1 }
                _ = try await client.send(["CLIENT", "KILL", "TYPE", "NORMAL"])
                let lost = await error
                #expect(lost == .answerUnknown(.connectionLost("closed by the server")))
                _ = try await client.send(["RPUSH", "bell", "ding"], resend: true)
                let reply = try await client.blocking(["BLPOP", "bell", 5], blockFor: .seconds(5))
                #expect(reply.array?.last?.string == "ding")
            }
        }
    }

    @Test func `A call unblocked by a change of role is refused, and the next uses a new connection`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let before = try await client.blocking(["CLIENT", "ID"], blockFor: .zero)
                async let error = failure { try await client.blocking(["BLPOP", "bell", 60], blockFor: .seconds(60)) }
                try await eventually { try await client.blockedClients() == 1 }
                _ = try await client.send(["CLIENT", "UNBLOCK", .integer(Int64(before.int ?? 0)), "ERROR"])
                let refused = await error
                let after = try await client.blocking(["CLIENT", "ID"], blockFor: .zero)
                guard case .refused(let refusal) = refused else {
                    Issue.record("expected a refusal, got \(String(describing: refused))")
                    return
                }
                #expect(refusal.code == "UNBLOCKED")
                #expect(before != after)
            }
        }
    }

    /// Blocks on ten lists at once, pushes to all, and returns the names that came back.
    private func ringTen(_ client: RedisClient) async throws -> Set<String> {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<10 {
                group.addTask {
                    let reply = try await client.blocking(
                        ["BLPOP", "bell:\(number)", 30], blockFor: .seconds(30))
                    return reply.array?.first?.string
                }
            }
            try await eventually { try await client.blockedClients() == 10 }
            for number in 0..<10 { _ = try await client.send(["RPUSH", "bell:\(number)", "ding"]) }
            return try await group.reduce(into: []) { names, name in
                if let name { names.insert(name) }
            }
        }
    }
}

extension RedisClient {
    /// How many clients the server holds in blocking commands.
    func blockedClients() async throws -> Int {
        let lines = try await send(["INFO", "clients"]).string?.split(whereSeparator: \.isNewline) ?? []
        let line = lines.first { $0.hasPrefix("blocked_clients:") }
        return line.flatMap { Int($0.drop { $0 != ":" }.dropFirst()) } ?? -1
    }
}
