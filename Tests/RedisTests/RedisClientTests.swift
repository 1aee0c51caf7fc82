import Logging
import Redis
import RedisTesting
import Testing

@Suite struct RedisClientTests {
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
                let before = client.statistics
                let strays = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<1_000 {
                        group.addTask {
                            let reply = try? await client.send(["ECHO", .integer(Int64(number))])
                            return reply?.string == String(number)
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 0 : 1 }
                }
                let after = client.statistics
                print("flushes:", after.flushes - before.flushes)
                #expect(strays == 0)
                #expect(after.connections == 1)
                #expect(after.flushes - before.flushes < 500)
            }
        }
    }

    @Test func `A script the server has forgotten is loaded again`() async throws {
        let script = RedisScript(name: "sum", source: "return tonumber(ARGV[1]) + tonumber(ARGV[2])")
        try await withRedisServer { server in
            try await withClient(of: server) { client in
                for _ in 0..<2 {
                    #expect(try await client.eval(script, keys: [], arguments: [1, 2]) == .integer(3))
                }
                _ = try await client.send(["SCRIPT", "FLUSH"])
                #expect(try await client.eval(script, keys: [], arguments: [20, 22]) == .integer(42))
            }
        }
    }
}
