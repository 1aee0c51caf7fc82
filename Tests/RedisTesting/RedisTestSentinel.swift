import Foundation
import Logging
import Redis

/// A master, two replicas of it, and three Sentinels that promote one when it is gone: a test's own.
///
/// `withRedisSentinel` is the way to use it, since it always cleans up.
public struct RedisTestSentinel: Sendable {
    /// The master the test began with first; later another may be the master.
    public let servers: [RedisTestServer]
    public let sentinels: [RedisTestServer]
    /// The master under the Sentinels' name for it.
    public let endpoint: RedisEndpoint

    private static let name = "galley-test"

    /// Starts everything and returns when the replicas are in step and the Sentinels know of all.
    ///
    /// - Parameter downAfter: how long the master must be silent before the Sentinels take it for dead.
    static func start(downAfter: Duration, configuration: [String]) async throws -> RedisTestSentinel {
        var started: [RedisTestServer] = []
        do {
            let master = try await RedisTestServer.start(.init(listeners: [.tcp], configuration: configuration))
            started.append(master)
            let host = master.host
            for _ in 0..<2 {
                let lines = configuration + ["replicaof \(host.host) \(host.port)"]
                started.append(try await .start(.init(listeners: [.tcp], configuration: lines)))
            }
            let servers = started
            try await Self.until("both replicas are in step") {
                let role = try await master.ask([["ROLE"]]).first?.array ?? []
                return role.last?.array?.count == 2
            }
            for _ in 0..<3 {
                started.append(try await .start(sentinel(of: host, downAfter: downAfter)))
            }
            let sentinels = Array(started.dropFirst(servers.count))
            for sentinel in sentinels { try await settle(sentinel) }
            let hosts = sentinels.map(\.host)
            return RedisTestSentinel(
                servers: servers, sentinels: sentinels,
                endpoint: RedisEndpoint(address: .sentinels(RedisSentinels(master: name, hosts: hosts))))
        } catch {
            for server in started { await server.stop() }
            throw error
        }
    }

    private static func sentinel(of master: RedisHost, downAfter: Duration) -> RedisTestServer.Options {
        let milliseconds = Int(downAfter / .milliseconds(1))
        return .init(
            listeners: [.tcp],
            configuration: [
                "sentinel monitor \(name) \(master.host) \(master.port) 2",
                "sentinel down-after-milliseconds \(name) \(milliseconds)",
                "sentinel failover-timeout \(name) 3000", "sentinel parallel-syncs \(name) 2",
            ], isSentinel: true)
    }

    /// Shortens the Sentinels' rounds, which are seconds long, and waits until this one knows the others.
    private static func settle(_ sentinel: RedisTestServer) async throws {
        let rounds: [RedisArgument] = [
            // While a master is down, a replica is asked for its INFO once a second, and may only be promoted when that is
            // no older than five pings: with shorter ones every attempt can come at the wrong moment.
            "SENTINEL", "DEBUG", "INFO-PERIOD", 200, "PING-PERIOD", 300, "ASK-PERIOD", 100, "PUBLISH-PERIOD", 200,
            // On a busy machine a Sentinel stands still now and then; the rest it then takes is 30 s by default.
            "TILT-PERIOD", 500,
        ]
        _ = try await sentinel.ask([RedisCommand(rounds)])
        try await until("the Sentinels know each other") {
            let known = try await sentinel.ask([
                ["SENTINEL", "SENTINELS", .string(name)], ["SENTINEL", "REPLICAS", .string(name)],
            ])
            return known.allSatisfy { $0.array?.count == 2 }
        }
    }

    /// The server that all Sentinels call master; the one that led a failover knows of it before the others.
    public func master() async throws -> RedisTestServer {
        var named: Set<Int?> = []
        try await Self.until("the Sentinels name one master") {
            named = []
            for sentinel in sentinels {
                let reply = try await sentinel.ask([["SENTINEL", "GET-MASTER-ADDR-BY-NAME", .string(Self.name)]])
                named.insert(reply.first?.array?.last?.int)
            }
            return named.count == 1
        }
        guard let found = servers.first(where: { named.contains($0.host.port) }) else {
            throw RedisTestServer.Failure.notReady("the Sentinels name a stranger")
        }
        return found
    }

    /// Tells the Sentinels to promote a replica of a master that is well.
    public func failOver() async throws {
        try await Self.until("the Sentinels agree to fail over") {
            let reply = try await sentinels[0].ask([["SENTINEL", "FAILOVER", .string(Self.name)]])
            return reply.first == .status("OK")
        }
    }

    func stop() async {
        for server in sentinels + servers { await server.stop() }
    }

    /// Waits for a state that the servers reach by themselves.
    static func until(_ state: String, _ holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(40)
        while try await !holds() {
            guard ContinuousClock.now < end else { throw RedisTestServer.Failure.notReady("never: \(state)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// Runs a test with a set-up of Sentinels, which is stopped and removed afterwards whatever happened.
public func withRedisSentinel<Result>(
    downAfter: Duration = .milliseconds(800), configuration: [String] = [],
    _ body: (RedisTestSentinel) async throws -> Result
) async throws -> Result {
    let setup = try await RedisTestSentinel.start(downAfter: downAfter, configuration: configuration)
    do {
        let result = try await body(setup)
        await setup.stop()
        return result
    } catch {
        await setup.stop()
        throw error
    }
}
