import Redis
import RedisTesting
import Testing

@Suite struct TLSTests {
    @Test func `A server signed by an unknown authority is not spoken to`() async throws {
        try await withRedisServer(.init(listeners: [.tls])) { server in
            _ = try await expectRefusal(by: server, RedisTLS())
        }
    }

    @Test func `A certificate under another name is not accepted`() async throws {
        try await withRedisServer(.init(listeners: [.tls])) { server in
            let authority = server.certificates?.authorityFile
            _ = try await expectRefusal(by: server, RedisTLS(authorityFile: authority, serverName: "other.example"))
        }
    }

    @Test func `An authority file that does not exist fails calls, naming TLS`() async throws {
        try await withRedisServer(.init(listeners: [.tls])) { server in
            let error = try await expectRefusal(by: server, RedisTLS(authorityFile: "/nonexistent/ca.pem"))
            #expect(error?.description.contains("TLS") == true)
        }
    }

    @Test func `A server name is checked against the certificate's names`() async throws {
        try await withRedisServer(.init(listeners: [.tls])) { server in
            let authority = server.certificates?.authorityFile
            let port = server.endpoint.address.port
            let unnamed = RedisEndpoint(
                address: .tcp(host: "127.0.0.1", port: port), tls: RedisTLS(authorityFile: authority))
            var named = unnamed
            named.tls?.serverName = "localhost"
            let refused = try await withClient(RedisOptions(endpoint: unnamed)) { client in
                await failure { try await client.send(["PING"]) }
            }
            let answer = try await withClient(RedisOptions(endpoint: named)) { try await $0.send(["PING"]) }
            #expect(refused != nil, "the certificate names no address")
            #expect(answer == .status("PONG"))
        }
    }

    @Test func `Any certificate is accepted only when the option says so`() async throws {
        try await withRedisServer(.init(listeners: [.tls])) { server in
            let answer = try await ping(server, RedisTLS(acceptsAnyCertificate: true))
            #expect(answer == .status("PONG"))
        }
    }

    @Test func `A megabyte travels both ways through TLS`() async throws {
        let blob = [UInt8](repeating: 7, count: 1_000_000)
        try await withRedisServer(.init(listeners: [.tls])) { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["SET", "blob", .bytes(blob)])
                let reply = try await client.send(["GET", "blob"])
                #expect(reply.bytes == blob)
            }
        }
    }

    private func ping(_ server: RedisTestServer, _ tls: RedisTLS) async throws -> RedisValue {
        var endpoint = server.endpoint
        endpoint.tls = tls
        return try await withClient(RedisOptions(endpoint: endpoint)) { try await $0.send(["PING"]) }
    }

    private func expectRefusal(by server: RedisTestServer, _ tls: RedisTLS) async throws -> RedisError? {
        var endpoint = server.endpoint
        endpoint.tls = tls
        return try await withClient(RedisOptions(endpoint: endpoint)) { client in
            let error = await failure { try await client.send(["PING"]) }
            guard case .notSent(.connectFailed) = error else {
                Issue.record("expected a failed connection, got \(String(describing: error))")
                return error
            }
            return error
        }
    }
}

extension RedisEndpoint.Address {
    fileprivate var port: Int {
        if case .tcp(_, let port) = self { port } else { 0 }
    }
}
