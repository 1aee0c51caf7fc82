import Redis
import RedisTesting
import Testing

@Suite struct RoleTests {
    @Test func `A write refused by a replica closes the connection and makes it again`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                try await becomeReplica(client)
                let before = try await client.send(["CLIENT", "ID"])
                let error = await failure { try await client.send(["SET", "key", "value"]) }
                let after = try await client.send(["CLIENT", "ID"])
                guard case .refused(let refusal) = error else {
                    Issue.record("expected a refusal, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == "READONLY")
                #expect(before != after)
            }
        }
    }

    @Test func `Replies behind a refusal by role still reach their callers`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                try await becomeReplica(client)
                let replies = try await client.send([["SET", "key", "value"], ["ECHO", "behind"]])
                #expect(replies.first?.error?.code == "READONLY")
                #expect(replies.last?.string == "behind")
            }
        }
    }

    @Test func `A write that may be sent again succeeds when the replica is promoted`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                try await becomeReplica(client)
                async let written = client.send(["SET", "key", "value"], deadline: .seconds(30), resend: true)
                try await eventually { client.statistics.connections > 2 }
                try await withClient(of: server) { other in
                    _ = try await other.send(["REPLICAOF", "NO", "ONE"])
                }
                let reply = try await written
                #expect(reply == .status("OK"))
            }
        }
    }

    @Test func `A replica that has lost its master refuses reads under that name`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["CONFIG", "SET", "replica-serve-stale-data", "no"])
                try await becomeReplica(client)
                let error = await failure { try await client.send(["GET", "key"]) }
                guard case .refused(let refusal) = error else {
                    Issue.record("expected a refusal, got \(String(describing: error))")
                    return
                }
                #expect(refusal.code == "MASTERDOWN")
            }
        }
    }

    /// Makes the server a replica of an address where no master is.
    private func becomeReplica(_ client: RedisClient) async throws {
        _ = try await client.send(["REPLICAOF", "127.0.0.1", 1])
    }
}
