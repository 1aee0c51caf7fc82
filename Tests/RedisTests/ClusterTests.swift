import Redis
import RedisTesting
import Testing

extension SeveralServersTests {
    @Suite struct ClusterTests {
        @Test(.timeLimit(.minutes(2)))
        func `Keys go to the nodes that own them, and replies come back in the order of the commands`() async throws {
            try await withRedisCluster { cluster in
                try await withClient(RedisOptions(endpoint: cluster.endpoint)) { client in
                    let names = (0..<300).map { "key:\($0)" }
                    let written = try await client.send(names.map { ["SET", .string($0), .string("value of \($0)")] })
                    #expect(written.allSatisfy { $0 == .status("OK") })
                    let read = try await client.send(names.map { ["GET", .string($0)] })
                    #expect(read.map(\.string) == names.map { "value of \($0)" })
                    for master in cluster.masters {
                        let count = try await master.ask([["DBSIZE"]]).first?.int ?? 0
                        #expect(count > 50, "each of the three has its share")
                    }
                    // Empty, nested and unclosed tags, as the specification has them.
                    for key in ["{}x", "{a}{b}", "foo{{bar}}zap", "{unclosed", "user:{7}:name", ""] {
                        let owner = try await cluster.owner(of: key).host
                        _ = try await client.send(["SET", .string(key), "here"])
                        let info = try await client.send([["GET", .string(key)], ["CLIENT", "INFO"]])
                        #expect(info.last?.string?.contains("laddr=\(owner) ") == true, "of \(key)")
                    }
                }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `A script is given to each node that does not know it`() async throws {
            try await withRedisCluster { cluster in
                try await withClient(RedisOptions(endpoint: cluster.endpoint)) { client in
                    let script = RedisScript(name: "set", source: "return redis.call('SET', KEYS[1], ARGV[1])")
                    for number in 0..<30 {
                        let reply = try await client.eval(script, keys: ["key:\(number)"], arguments: ["1"])
                        #expect(reply == .status("OK"))
                    }
                }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `While a slot moves, a key is found on either side, and a command with keys on both waits`() async throws {
            try await withRedisCluster { cluster in
                try await withClient(RedisOptions(endpoint: cluster.endpoint)) { client in
                    _ = try await client.send([["SET", "{t}:1", "one"], ["SET", "{t}:2", "two"]])
                    let migration = try await cluster.beginMigration(of: "{t}")
                    try await cluster.moveKeys(migration, count: 1)
                    let found = try await client.send([["GET", "{t}:1"], ["GET", "{t}:2"], ["GET", "{t}:3"]])
                    #expect(found.map(\.string) == ["one", "two", nil])
                    let script = RedisScript(name: "get", source: "return redis.call('GET', KEYS[1])")
                    for key in ["{t}:1", "{t}:2"] {
                        let reply = try await client.eval(script, keys: [key])
                        #expect(!reply.isNull, "a script of one key follows it, and is given to its node")
                    }
                    let both: RedisCommand = ["MGET", "{t}:1", "{t}:2"]
                    let refused = await failure { try await client.send(both, waitsWhenBusy: false) }
                    #expect(refused?.code == "TRYAGAIN")
                    let impatient = await failure { try await client.send(both, deadline: .milliseconds(200)) }
                    #expect(impatient?.code == "TRYAGAIN")

                    async let patient = client.send(both, deadline: .seconds(60))
                    let before = client.statistics.commands
                    try await eventually { client.statistics.commands > before + 2 }
                    while try await cluster.moveKeys(migration, count: 10) > 0 {}
                    try await cluster.endMigration(migration)
                    let reply = try await patient
                    #expect(reply.array?.map(\.string) == ["one", "two"])
                    // Who was redirected once knows the move: nothing is redirected any more.
                    _ = try await client.send(["GET", "{t}:1"])
                    let settled = client.statistics.commands
                    _ = try await client.send(["GET", "{t}:1"])
                    #expect(client.statistics.commands == settled + 1)
                }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `A blocked caller follows its key to another node`() async throws {
            try await withRedisCluster { cluster in
                try await withClient(RedisOptions(endpoint: cluster.endpoint)) { client in
                    let source = try await cluster.owner(of: "{b}")
                    async let woken = client.blocking(["BLPOP", "{b}:bell", 60], blockFor: .seconds(60))
                    try await eventually {
                        let info = try await source.ask([["INFO", "clients"]]).first?.string ?? ""
                        return info.contains("blocked_clients:1")
                    }
                    try await cluster.endMigration(try await cluster.beginMigration(of: "{b}"))
                    _ = try await client.send(["LPUSH", "{b}:bell", "ring"])
                    let reply = try await woken
                    #expect(reply.array?.last?.string == "ring")
                }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `When a master is away its keys wait for it, and those of the others do not`() async throws {
            let configuration = ["cluster-require-full-coverage no", "appendonly yes", "appendfsync always"]
            try await withRedisCluster(configuration: configuration) { cluster in
                try await withClient(RedisOptions(endpoint: cluster.endpoint)) { client in
                    let gone = try await cluster.owner(of: "{a}")
                    let other = try #require(
                        await cluster.firstKey { try await cluster.owner(of: $0).host != gone.host })
                    _ = try await client.send([["SET", "{a}", "1"], ["SET", .string(other), "2"]])
                    await gone.kill()
                    let lost = await failure { try await client.send(["GET", "{a}"]) }
                    #expect(lost != nil)
                    let alive = try await client.send(["GET", .string(other)])
                    #expect(alive.string == "2")
                    async let patient = client.send(["GET", "{a}"], deadline: .seconds(60), resend: true)
                    try await gone.restart()
                    let reply = try await patient
                    #expect(reply.string == "1")
                }
            }
        }
    }
}

extension RedisTestCluster {
    /// The first of some keys that satisfies a condition.
    fileprivate func firstKey(_ condition: (String) async throws -> Bool) async throws -> String? {
        for letter in "bcdefghijklmnop" {
            if try await condition("{\(letter)}") { return "{\(letter)}" }
        }
        return nil
    }
}

extension RedisError {
    fileprivate var code: String? {
        if case .refused(let refusal) = self { refusal.code } else { nil }
    }
}
