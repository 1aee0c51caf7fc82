import Foundation
import Redis

/// Three masters that share the slots of a Redis Cluster, with a replica each where that is wished: a test's own.
///
/// `withRedisCluster` is the way to use it, since it always cleans up.
public struct RedisTestCluster: Sendable {
    public let masters: [RedisTestServer]
    /// One of each master, in their order; or none.
    public let replicas: [RedisTestServer]
    /// The Cluster, told of by its first master alone: the others are to be learnt.
    public let endpoint: RedisEndpoint

    static func start(hasReplicas: Bool, configuration: [String]) async throws -> RedisTestCluster {
        var servers: [RedisTestServer] = []
        do {
            for _ in 0..<(hasReplicas ? 6 : 3) {
                // The bus would else be 10,000 above the port, which may be no port at all.
                let bus = try await RedisTestServer.Layout.freePort()
                let lines = ["cluster-enabled yes", "cluster-port \(bus)", "cluster-node-timeout 5000"]
                servers.append(try await .start(.init(listeners: [.tcp], configuration: lines + configuration)))
            }
            let cluster = RedisTestCluster(
                masters: Array(servers.prefix(3)), replicas: Array(servers.dropFirst(3)),
                endpoint: RedisEndpoint(address: .cluster([servers[0].host])))
            try await cluster.join()
            return cluster
        } catch {
            for server in servers { await server.stop() }
            throw error
        }
    }

    /// Gives each a third of the slots, and waits until each knows that all slots are served.
    private func join() async throws {
        let first = masters[0].host
        for (place, range) in [(0, 5460), (5461, 10922), (10923, 16383)].enumerated() {
            try await masters[place].ask([["CLUSTER", "ADDSLOTSRANGE", .init(range.0), .init(range.1)]])
        }
        let bus = try await busPort(of: masters[0])
        for other in masters.dropFirst() + replicas {
            try await other.ask([["CLUSTER", "MEET", .string(first.host), .init(first.port), .init(bus)]])
        }
        try await untilWhole()
        for (replica, master) in zip(replicas, masters) { try await follow(replica, master) }
        // Each has yet to be told who follows whom, and who owns what.
        if !replicas.isEmpty { try await untilWhole() }
    }

    /// Waits until each server knows all the others and an owner of every slot.
    private func untilWhole() async throws {
        let count = masters.count + replicas.count
        for server in masters + replicas {
            try await RedisTestSentinel.until("the Cluster is whole") {
                let info = try await server.ask([["CLUSTER", "INFO"]]).first?.string ?? ""
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:\(count)")
                    && info.contains("cluster_slots_ok:16384")
            }
        }
    }

    private func follow(_ replica: RedisTestServer, _ master: RedisTestServer) async throws {
        let id = try await master.ask([["CLUSTER", "MYID"]]).first ?? .null
        try await succeed(replica, ["CLUSTER", "REPLICATE", .string(id.string ?? "")])
        try await RedisTestSentinel.until("a replica is in step") {
            try await master.ask([["ROLE"]]).first?.array?.last?.array?.count == 1
        }
    }

    private func busPort(of server: RedisTestServer) async throws -> Int {
        let reply = try await server.ask([["CONFIG", "GET", "cluster-port"]])
        return reply.first?.array?.last?.int ?? 0
    }

    /// The one of the first masters that owns the slot of a key.
    public func owner(of key: String) async throws -> RedisTestServer {
        let slot = try await masters[0].ask([["CLUSTER", "KEYSLOT", .string(key)]]).first?.int ?? 0
        for master in masters {
            // A node answers for a slot of its own, and redirects for one of another's.
            let reply = try await master.ask([["GET", .string(key)]]).first
            if reply?.error?.code != "MOVED" { return master }
        }
        throw RedisTestServer.Failure.notReady("nobody owns slot \(slot)")
    }

    // MARK: Moving a slot

    /// One slot on its way from a master to another.
    public struct Migration: Sendable {
        public let slot: Int
        public let source: RedisTestServer
        public let target: RedisTestServer
        let sourceID: String
        let targetID: String
    }

    /// Begins to move the slot of a key: from now on the keys of the slot may be on either side.
    public func beginMigration(of key: String) async throws -> Migration {
        let slot = try await masters[0].ask([["CLUSTER", "KEYSLOT", .string(key)]]).first?.int ?? 0
        let source = try await owner(of: key)
        guard let target = masters.first(where: { $0.host != source.host }) else {
            throw RedisTestServer.Failure.notReady("there is one master only")
        }
        let migration = Migration(
            slot: slot, source: source, target: target,
            sourceID: try await source.ask([["CLUSTER", "MYID"]]).first?.string ?? "",
            targetID: try await target.ask([["CLUSTER", "MYID"]]).first?.string ?? "")
        let number = RedisArgument(slot)
        try await succeed(
            target, ["CLUSTER", "SETSLOT", number, "IMPORTING", .string(migration.sourceID)])
        try await succeed(
            source, ["CLUSTER", "SETSLOT", number, "MIGRATING", .string(migration.targetID)])
        return migration
    }

    /// Moves at most so many keys; how many there were.
    @discardableResult
    public func moveKeys(_ migration: Migration, count: Int) async throws -> Int {
        let source = migration.source
        let reply = try await source.ask([["CLUSTER", "GETKEYSINSLOT", .init(migration.slot), .init(count)]])
        let keys = reply.first?.array ?? []
        guard !keys.isEmpty else { return 0 }
        let target = migration.target.host
        var command: RedisCommand = ["MIGRATE", .string(target.host), .init(target.port), "", 0, 5000, "KEYS"]
        command.arguments += keys.compactMap(\.bytes).map { .bytes($0) }
        try await succeed(source, command)
        return keys.count
    }

    /// Gives the slot to its new owner, whom all are told of.
    public func endMigration(_ migration: Migration) async throws {
        for master in [migration.target, migration.source] + masters {
            try await succeed(
                master, ["CLUSTER", "SETSLOT", .init(migration.slot), "NODE", .string(migration.targetID)])
        }
    }

    private func succeed(_ server: RedisTestServer, _ command: RedisCommand) async throws {
        let reply = try await server.ask([command]).first
        if let refusal = reply?.error { throw RedisTestServer.Failure.notReady("\(command.arguments[0]): \(refusal)") }
    }

    func stop() async {
        for server in masters + replicas { await server.stop() }
    }
}

/// Runs a test with a Cluster, which is stopped and removed afterwards whatever happened.
public func withRedisCluster<Result>(
    hasReplicas: Bool = false, configuration: [String] = [], _ body: (RedisTestCluster) async throws -> Result
) async throws -> Result {
    let cluster = try await RedisTestCluster.start(hasReplicas: hasReplicas, configuration: configuration)
    do {
        let result = try await body(cluster)
        await cluster.stop()
        return result
    } catch {
        await cluster.stop()
        throw error
    }
}
