import Redis
import RedisTesting
import Testing

@Suite struct ExchangeTests {
    @Test(arguments: [RedisTestServer.Options.Listener.unixSocket, .tcp, .tls])
    func `Values set over a listener are read back`(listener: RedisTestServer.Options.Listener) async throws {
        try await withRedisServer(.init(listeners: [listener])) { server in
            try await withClient(of: server) { client in
                let replies = [
                    try await client.send(["SET", "greeting", "hello"]),
                    try await client.send(["GET", "greeting"]),
                    try await client.send(["GET", "nothing"]),
                    try await client.send(["INCRBY", "count", 41]),
                ]
                #expect(replies == [.status("OK"), .bytes(Array("hello".utf8)), .null, .integer(41)])
            }
        }
    }

    @Test func `A thousand callers on one connection get their own replies from few flushes`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["PING"])
                let before = client.statistics
                let strays = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<1_000 {
                        group.addTask {
                            // A failed call counts as a stray reply.
                            let reply = try? await client.send(["ECHO", .integer(Int64(number))])
                            return reply?.string != String(number)
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                let after = client.statistics
                let flushes = after.flushes - before.flushes
                print("1,000 commands of 1,000 callers: \(flushes) flushes")
                #expect(strays == 0)
                #expect(after.connections == 1)
                #expect(after.commands - before.commands == 1_000)
                #expect(flushes <= 250)
            }
        }
    }

    @Test func `Commands of one call are answered in order with refusals among the values`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let replies = try await client.send([
                    ["SET", "word", "x"], ["LPUSH", "word", "y"], ["GET", "word"],
                ])
                #expect(replies.count == 3)
                #expect(replies[0] == .status("OK"))
                #expect(replies[1].error?.code == "WRONGTYPE")
                #expect(replies[2].string == "x")
            }
        }
    }

    @Test func `A refused command throws the server's code and words`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["SET", "word", "x"])
                let error = await failure { try await client.send(["LPUSH", "word", "y"]) }
                guard case .refused(let refusal) = error else {
                    Issue.record("expected a refusal, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == "WRONGTYPE")
                #expect(refusal.message.hasPrefix("Operation against a key"))
            }
        }
    }

    @Test func `A script's own error word is the code of the refusal`() async throws {
        let script = RedisScript(name: "refuse", source: "return redis.error_reply('LEASELOST by ' .. KEYS[1])")
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let error = await failure { try await client.eval(script, keys: ["job"]) }
                guard case .refused(let refusal) = error else {
                    Issue.record("expected a refusal, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == "LEASELOST")
                #expect(refusal.message.hasPrefix("by job"))
            }
        }
    }

    @Test func `A reply of ten megabytes arrives whole and unchanged`() async throws {
        let blob = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["SET", "blob", .bytes(blob)])
                let reply = try await client.send(["GET", "blob"])
                #expect(reply.bytes == blob)
            }
        }
    }

    @Test func `Replies chopped into single bytes are put together`() async throws {
        try await withRedisServer { server in
            let proxy = try await CuttingProxy.start(before: server.endpoint)
            proxy.chopReplies(into: 1)
            try await withClient(RedisOptions(endpoint: proxy.endpoint)) { client in
                _ = try await client.send(["RPUSH", "words", "a", "", "ccc"])
                let reply = try await client.send(["LRANGE", "words", 0, -1])
                #expect(reply.array?.map(\.string) == ["a", "", "ccc"])
            }
            try await proxy.stop()
        }
    }

    @Test func `Nested arrays with nulls keep their shape`() async throws {
        let script = RedisScript(name: "nest", source: "return {1, {false, {'deep', {}}}, redis.status_reply('FINE')}")
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let reply = try await client.eval(script, keys: [])
                let deepest = RedisValue.array([.bytes(Array("deep".utf8)), .array([])])
                #expect(reply == .array([.integer(1), .array([.null, deepest]), .status("FINE")]))
            }
        }
    }

    @Test func `A hash is read as a map`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["HSET", "job", "state", "active", "attempt", 3])
                let map = try await client.send(["HGETALL", "job"]).map
                #expect(map?["state"]?.string == "active")
                #expect(map?["attempt"]?.int == 3)
            }
        }
    }

    @Test func `A script the server has forgotten is loaded again`() async throws {
        let script = RedisScript(name: "sum", source: "return tonumber(ARGV[1]) + tonumber(ARGV[2])")
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let first = try await client.eval(script, keys: [], arguments: [1, 2])
                let before = client.statistics.commands
                let second = try await client.eval(script, keys: [], arguments: [3, 4])
                #expect(client.statistics.commands - before == 1, "a known script takes one command")
                _ = try await client.send(["SCRIPT", "FLUSH"])
                let third = try await client.eval(script, keys: [], arguments: [20, 22])
                #expect([first, second, third] == [.integer(3), .integer(7), .integer(42)])
            }
        }
    }

    @Test func `A script that does not compile is refused with the compiler's words`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let error = await failure {
                    try await client.eval(RedisScript(name: "broken", source: "return ("), keys: [])
                }
                guard case .refused(let refusal) = error else {
                    Issue.record("expected a refusal, got \(String(describing: error))")
                    return
                }
                #expect(refusal.message.contains("compiling"))
            }
        }
    }

    @Test func `An empty command is not sent`() async throws {
        try await withClient(RedisOptions(endpoint: .unreachable)) { client in
            let error = await failure { try await client.send(RedisCommand([])) }
            #expect(error == .notSent(.invalidCommand))
        }
    }
}
