import Redis
import RedisTesting
import Testing

extension SeveralServersTests {
    @Suite struct SentinelTests {
        @Test(.timeLimit(.minutes(2)))
        func `A client goes where the Sentinels say, and to the new master when the old one is killed`() async throws {
            try await withRedisSentinel { setup in
                try await withClient(RedisOptions(endpoint: setup.endpoint)) { client in
                    _ = try await client.send(["SET", "key", "before"], resend: true)
                    #expect(try await setup.servers[0].ask([["GET", "key"]]) == [.bytes(Array("before".utf8))])
                    async let woken = blocked(on: "bell", client)
                    try await eventually { try await blockedClients(of: setup.servers[0]) == 1 }
                    await setup.servers[0].kill()
                    // Both kinds of connection find the master that the Sentinels have promoted meanwhile.
                    let written = try await client.send(["SET", "key", "after"], deadline: .seconds(60), resend: true)
                    #expect(written == .status("OK"))
                    let lost = try await woken
                    #expect(lost == nil, "the connection that waited was lost with the server")
                    let master = try await setup.master()
                    #expect(master.host != setup.servers[0].host)
                    async let wokenAgain = blocked(on: "bell", client)
                    try await eventually { try await blockedClients(of: master) == 1 }
                    _ = try await client.send(["LPUSH", "bell", "ring"], resend: true)
                    #expect(try await wokenAgain == "ring")
                }
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `A failover that is asked for moves a client that is in the middle of its work`() async throws {
            try await withRedisSentinel { setup in
                try await withClient(RedisOptions(endpoint: setup.endpoint)) { client in
                    _ = try await client.send(["SET", "key", "1"], resend: true)
                    try await setup.failOver()
                    try await eventually(within: .seconds(60)) {
                        _ = try await client.send(["INCR", "key"], deadline: .seconds(60), resend: true)
                        let master = try await setup.master()
                        let own = try await client.send(["CLIENT", "INFO"], deadline: .seconds(60), resend: true)
                        let isThere = own.string?.contains("laddr=\(master.host) ") ?? false
                        return isThere && master.host != setup.servers[0].host
                    }
                }
            }
        }

        @Test func `A Sentinel that is away is passed over, and one that names a replica is not believed`() async throws
        {
            try await withRedisServer(.init(listeners: [.tcp])) { master in
                let replicaOf = "replicaof \(master.host.host) \(master.host.port)"
                try await withRedisServer(.init(listeners: [.tcp], configuration: [replicaOf])) { replica in
                    // One names the replica, as a Sentinel does that missed a failover; it will not mend that by itself.
                    try await withSentinel(of: replica) { behind in
                        try await withSentinel(of: master) { right in
                            let nobody = RedisHost(host: "127.0.0.1", port: 1)
                            let hosts = [nobody, behind.host, right.host]
                            let endpoint = RedisEndpoint(address: .sentinels(.init(master: "m", hosts: hosts)))
                            try await withClient(RedisOptions(endpoint: endpoint)) { client in
                                let reply = try await client.send(["SET", "key", "value"])
                                #expect(reply == .status("OK"))
                            }
                            let alone = RedisEndpoint(address: .sentinels(.init(master: "m", hosts: [behind.host])))
                            try await withClient(RedisOptions(endpoint: alone)) { client in
                                let error = await failure { try await client.send(["PING"]) }
                                let text = "\(replica.host): it is no master but a slave"
                                #expect(error == .notSent(.connectFailed(text)))
                            }
                        }
                    }
                }
            }
        }

        @Test func `A master that no Sentinel knows is an error that says so`() async throws {
            try await withRedisServer(.init(listeners: [.tcp])) { master in
                try await withSentinel(of: master) { sentinel in
                    let address = RedisEndpoint.Address.sentinels(.init(master: "other", hosts: [sentinel.host]))
                    try await withClient(RedisOptions(endpoint: RedisEndpoint(address: address))) { client in
                        let error = await failure { try await client.send(["PING"]) }
                        let text = "Sentinel \(sentinel.host): knows no master of the name other"
                        #expect(error == .notSent(.connectFailed(text)))
                    }
                }
            }
        }

        /// A Sentinel and its master each ask for a password of their own.
        @Test func `Sentinels may have a password of their own`() async throws {
            try await withRedisServer(.init(listeners: [.tcp], password: "data")) { master in
                let lines = monitor(master) + ["requirepass watch", "sentinel auth-pass m data"]
                try await withRedisServer(
                    .init(listeners: [.tcp], password: "watch", configuration: lines, isSentinel: true)
                ) { sentinel in
                    let url = "redis+sentinel://:data@\(sentinel.host)/m?sentinel_password=watch"
                    try await withClient(RedisOptions(endpoint: try RedisEndpoint(url: url))) { client in
                        let reply = try await client.send(["PING"])
                        #expect(reply == .status("PONG"))
                    }
                    let without = try RedisEndpoint(url: "redis+sentinel://:data@\(sentinel.host)/m")
                    try await withClient(RedisOptions(endpoint: without)) { client in
                        let error = await failure { try await client.send(["PING"]) }
                        guard case .notSent(.handshakeRefused(let refusal)) = error else {
                            Issue.record("expected a refusal, got \(String(describing: error))")
                            return
                        }
                        #expect(refusal.code == "NOAUTH")
                    }
                }
            }
        }

        private func monitor(_ server: RedisTestServer) -> [String] {
            ["sentinel monitor m \(server.host.host) \(server.host.port) 1"]
        }

        /// A Sentinel that watches over a server alone.
        private func withSentinel(
            of server: RedisTestServer, _ body: (RedisTestServer) async throws -> Void
        ) async throws {
            let options = RedisTestServer.Options(listeners: [.tcp], configuration: monitor(server), isSentinel: true)
            try await withRedisServer(options, body)
        }

        /// What was pushed; nil when the connection was lost.
        private func blocked(on key: String, _ client: RedisClient) async throws -> String? {
            do {
                let reply = try await client.blocking(["BLPOP", .string(key), 60], blockFor: .seconds(60))
                return reply.array?.last?.string
            } catch .answerUnknown(.connectionLost) {
                return nil
            }
        }

        private func blockedClients(of server: RedisTestServer) async throws -> Int {
            let info = try await server.ask([["INFO", "clients"]]).first?.string ?? ""
            let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("blocked_clients:") }
            return line.flatMap { Int($0.split(separator: ":")[1]) } ?? 0
        }
    }
}
