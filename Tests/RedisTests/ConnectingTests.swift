import Redis
import RedisTesting
import Testing

@Suite struct ConnectingTests {
    @Test func `A connection speaks as the user, with the database and the name it was told`() async throws {
        let options = RedisTestServer.Options(configuration: ["user alice on >pa55 ~* &* +@all"])
        try await withRedisServer(options) { server in
            var endpoint = server.endpoint
            endpoint.user = "alice"
            endpoint.password = "pa55"
            endpoint.database = 4
            try await withClient(RedisOptions(endpoint: endpoint, clientName: "galley-test")) { client in
                let user = try await client.send(["ACL", "WHOAMI"])
                let description = try await client.send(["CLIENT", "INFO"])
                #expect(user.string == "alice")
                #expect(description.string?.contains(" db=4 ") == true)
                #expect(description.string?.contains(" name=galley-test ") == true)
            }
        }
    }

    @Test func `A password alone authenticates the default user`() async throws {
        try await withRedisServer(.init(password: "pa55")) { server in
            try await withClient(of: server) { client in
                let user = try await client.send(["ACL", "WHOAMI"])
                #expect(user.string == "default")
            }
        }
    }

    @Test(arguments: [(false, "WRONGPASS"), (true, "WRONGPASS")])
    func `A wrong password fails calls at once, even those that may be sent again`(
        resend: Bool, code: String
    ) async throws {
        try await withRedisServer(.init(password: "pa55")) { server in
            var endpoint = server.endpoint
            endpoint.password = "guess"
            try await withClient(RedisOptions(endpoint: endpoint)) { client in
                let error = await failure { try await client.send(["PING"], deadline: .seconds(60), resend: resend) }
                guard case .notSent(.handshakeRefused(let refusal)) = error else {
                    Issue.record("expected a refused handshake, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == code)
                #expect(!"\(refusal)".contains("guess"))
            }
        }
    }

    @Test func `A missing password is told as the server tells it`() async throws {
        try await withRedisServer(.init(password: "pa55")) { server in
            var endpoint = server.endpoint
            endpoint.password = nil
            try await withClient(RedisOptions(endpoint: endpoint)) { client in
                let error = await failure { try await client.send(["PING"]) }
                guard case .notSent(.handshakeRefused(let refusal)) = error else {
                    Issue.record("expected a refused handshake, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == "NOAUTH")
            }
        }
    }

    @Test func `A database that does not exist fails calls`() async throws {
        try await withRedisServer { server in
            var endpoint = server.endpoint
            endpoint.database = 99
            try await withClient(RedisOptions(endpoint: endpoint)) { client in
                let error = await failure { try await client.send(["PING"]) }
                guard case .notSent(.handshakeRefused) = error else {
                    Issue.record("expected a refused handshake, got \(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test func `A call that finds nobody listening was not sent`() async throws {
        try await withRedisServer(.init(listeners: [.tcp])) { server in
            await server.kill()
            for endpoint in [server.endpoint, .unreachable] {
                try await withClient(RedisOptions(endpoint: endpoint)) { client in
                    let error = await failure { try await client.send(["PING"]) }
                    guard case .notSent(.connectFailed) = error else {
                        Issue.record("expected a failed connection, got \(String(describing: error))")
                        return
                    }
                }
            }
        }
    }

    @Test func `A server that accepts and never answers is given up after the connect timeout`() async throws {
        try await withRedisServer { server in
            let proxy = try await CuttingProxy.start(before: server.endpoint)
            proxy.fallSilent()
            let options = RedisOptions(endpoint: proxy.endpoint, connectTimeout: .milliseconds(100))
            try await withClient(options) { client in
                let error = await failure { try await client.send(["PING"], deadline: .seconds(60)) }
                #expect(error == .notSent(.connectFailed("no answer within 0.1 seconds")))
            }
            try await proxy.stop()
        }
    }

    @Test func `A server that is not Redis is told as such`() async throws {
        try await withCannedServer(answering: "HTTP/1.1 400 Bad Request\r\n\r\n") { endpoint in
            try await withClient(RedisOptions(endpoint: endpoint)) { client in
                let error = await failure { try await client.send(["PING"]) }
                #expect(error?.description.contains("broke the protocol") == true)
            }
        }
    }

    @Test func `A server that is loading its data is waited for`() async throws {
        let slowly = ["key-load-delay 300"]  // microseconds a command: 6,000 commands take two seconds
        let options = RedisTestServer.Options(appendFsync: "everysec", configuration: slowly)
        try await withRedisServer(options) { server in
            try await withClient(of: server) { client in
                _ = try await client.send((0..<6_000).map { ["RPUSH", "list", .integer($0)] })
            }
            await server.terminate()
            try server.relaunch()
            try await withClient(of: server) { client in
                let length = try await client.send(["LLEN", "list"], deadline: .seconds(30), resend: true)
                let refusals = try await client.send(["INFO", "errorstats"])
                #expect(length == .integer(6_000))
                #expect(refusals.string?.contains("errorstat_LOADING") == true, "the server was never seen loading")
            }
        }
    }
}
