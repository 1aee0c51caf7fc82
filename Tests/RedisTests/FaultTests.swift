import Redis
import RedisTesting
import Testing

@Suite struct FaultTests {
    @Test func `A server killed with commands outstanding leaves all their answers unknown`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["PING"])
                server.pause()
                let written = client.statistics.commands + 100
                async let failures = failures(of: 100, on: client)
                try await eventually { client.statistics.commands == written }
                await server.kill()
                let errors = await failures
                #expect(errors.count == 100)
                #expect(errors.allSatisfy { $0.isAnswerUnknown })
                try await server.restart()
                let reply = try await client.send(["PING"], resend: true)
                #expect(reply == .status("PONG"))
            }
        }
    }

    @Test func `A server that stops answering past a deadline loses its connection`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["PING"])
                let before = client.statistics.commands
                server.pause()
                async let patient = failure { try await client.send(["PING"], deadline: .seconds(60)) }
                try await eventually { client.statistics.commands == before + 1 }
                let error = await failure { try await client.send(["PING"], deadline: .milliseconds(150)) }
                let other = await patient
                #expect(error == .answerUnknown(.deadlinePassed))
                #expect(other == .answerUnknown(.connectionLost("it stopped answering")))
                server.resume()
                let reply = try await client.send(["PING"], resend: true)
                #expect(reply == .status("PONG"))
                #expect(client.statistics.connections == 2)
            }
        }
    }

    @Test func `A deadline passing on a connection that still answers harms no other call`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["PING"])
                let before = client.statistics.commands
                // Two blocks in the pipeline: what stands behind them waits until another client rings.
                async let first = client.send(["BLPOP", "bell:1", 60], deadline: .seconds(60))
                try await eventually { client.statistics.commands == before + 1 }
                async let second = client.send(["BLPOP", "bell:2", 60], deadline: .seconds(60))
                try await eventually { client.statistics.commands == before + 2 }
                async let error = failure { try await client.send(["PING"], deadline: .seconds(1)) }
                try await eventually { client.statistics.commands == before + 3 }
                try await ring("bell:1", of: server)
                let firstReply = try await first
                let overdue = await error
                try await ring("bell:2", of: server)
                let rung = [firstReply, try await second]
                let later = try await client.send(["ECHO", "mine"])
                #expect(rung.map { $0.array?.first?.string } == ["bell:1", "bell:2"])
                #expect(overdue == .answerUnknown(.deadlinePassed))
                #expect(later.string == "mine")
                #expect(client.statistics.connections == 1)
            }
        }
    }

    @Test func `A connection closed by the server is made again before anyone asks`() async throws {
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                let number = try await client.send(["CLIENT", "ID"])
                try await withClient(of: server) { other in
                    _ = try await other.send(["CLIENT", "KILL", "ID", .integer(Int64(number.int ?? 0))])
                }
                try await eventually { client.statistics.connections == 2 }
                let reply = try await client.send(["PING"])
                #expect(reply == .status("PONG"))
            }
        }
    }

    @Test func `A call that may be sent again outlives a restart of the server`() async throws {
        try await withRedisServer(.init(appendFsync: "always")) { server in
            try await withClient(of: server) { client in
                _ = try await client.send(["SET", "kept", "yes"])
                await server.kill()
                async let reply = client.send(["GET", "kept"], deadline: .seconds(30), resend: true)
                try await server.restart()
                let kept = try await reply
                #expect(kept.string == "yes")
            }
        }
    }

    @Test func `A connection cut between request and reply leaves the answer unknown, and the command done`()
        async throws
    {
        try await withProxiedClient { proxy, client in
            _ = try await client.send(["SET", "count", 0])
            proxy.loseNextReply()
            let error = await failure { try await client.send(["INCR", "count"]) }
            #expect(error?.isAnswerUnknown == true)
            let count = try await client.send(["GET", "count"], resend: true)
            #expect(count.int == 1)
        }
    }

    @Test func `A call that may be sent again is sent again after a cut`() async throws {
        try await withProxiedClient { proxy, client in
            _ = try await client.send(["SET", "count", 0])
            proxy.loseNextReply()
            let count = try await client.send(["INCR", "count"], resend: true)
            #expect(count == .integer(2))
        }
    }

    @Test func `A call that may be sent again outlives a network that goes away without a word`() async throws {
        try await withProxiedClient(commandDeadline: .milliseconds(150)) { proxy, client in
            _ = try await client.send(["PING"], deadline: .seconds(10))
            proxy.fallSilent()
            let before = client.statistics.connections
            async let reply = client.send(["ECHO", "back"], deadline: .seconds(30), resend: true)
            try await eventually { proxy.swallowedBytes > 0 }
            proxy.speakAgain()
            let echoed = try await reply
            #expect(echoed.string == "back")
            #expect(client.statistics.connections > before)
        }
    }

    @Test func `Calls after close are not sent, and those outstanding are told`() async throws {
        try await withRedisServer { server in
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: .quiet)
            _ = try await client.send(["PING"])
            server.pause()
            let before = client.statistics.commands
            async let outstanding = failure { try await client.send(["PING"]) }
            try await eventually { client.statistics.commands == before + 1 }
            await client.close()
            let first = await outstanding
            let second = await failure { try await client.send(["PING"]) }
            let third = await failure { try await client.blocking(["BLPOP", "key", 1], blockFor: .seconds(1)) }
            #expect(first == .answerUnknown(.closed))
            #expect(second == .notSent(.closed))
            #expect(third == .notSent(.closed))
        }
    }

    /// Pushes to a list from a connection of its own.
    private func ring(_ bell: RedisArgument, of server: RedisTestServer) async throws {
        try await withClient(of: server) { _ = try await $0.send(["RPUSH", bell, "ding"]) }
    }

    private func failures(of count: Int, on client: RedisClient) async -> [RedisError] {
        await withTaskGroup(of: RedisError?.self) { group in
            for _ in 0..<count {
                group.addTask { await failure { try await client.send(["PING"], deadline: .seconds(60)) } }
            }
            return await group.reduce(into: []) { errors, error in errors += error.map { [$0] } ?? [] }
        }
    }

    private func withProxiedClient(
        commandDeadline: Duration = .seconds(10), _ body: (CuttingProxy, RedisClient) async throws -> Void
    ) async throws {
        try await withRedisServer { server in
            let proxy = try await CuttingProxy.start(before: server.endpoint)
            let options = RedisOptions(
                endpoint: proxy.endpoint, commandDeadline: commandDeadline, connectTimeout: .seconds(2))
            try await withClient(options) { try await body(proxy, $0) }
            try await proxy.stop()
        }
    }
}

extension RedisError {
    fileprivate var isAnswerUnknown: Bool {
        if case .answerUnknown = self { true } else { false }
    }
}
