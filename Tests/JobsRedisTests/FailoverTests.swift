import Jobs
import JobsRedis
import Redis
import RedisTesting
import Testing

extension SeveralServersTests {
    @Suite struct FailoverTests {
        private let options = RedisBrokerOptions(durability: .replica, deadline: .seconds(40), lease: .seconds(3))

        @Test(
            "Sentinels fail over under load, asked and by a kill, and nothing that was accepted is lost",
            .timeLimit(.minutes(3)))
        func failover() async throws {
            try await withRedisSentinel { setup in
                try await Load.run(on: setup.endpoint, options, tenants: ["a", "b", "c", "d"]) { load in
                    try await load.untilAccepted(50)
                    let first = try await setup.master()
                    try await setup.failOver()
                    while try await setup.master().host == first.host { try await load.untilAccepted(1) }
                    try await load.untilAccepted(50)
                    let second = try await setup.master()
                    await second.kill()
                    // These can only be accepted by the third master, and once the last replica has them too.
                    try await load.untilAccepted(100)
                    #expect(try await setup.master().host != second.host)
                }
            }
        }

        @Test(
            "a replica of a Cluster takes over under load, and nothing that was accepted is lost",
            .timeLimit(.minutes(3)))
        func clusterFailover() async throws {
            var options = options
            options.shards = 4
            let tenants = (0..<8).map { "tenant-\($0)" }
            let shard = ShardedID.shard(of: tenants[0], count: options.shards)
            try await withRedisCluster(hasReplicas: true, configuration: ["cluster-node-timeout 2000"]) { cluster in
                try await Load.run(on: cluster.endpoint, options, tenants: tenants) { load in
                    try await load.untilAccepted(50, in: { $0 == shard })
                    let master = try await cluster.owner(of: "galley:{\(shard)}:")
                    let place = try #require(cluster.masters.firstIndex { $0.host == master.host })
                    await master.kill()
                    let replica = cluster.replicas[place]
                    while try await replica.ask([["ROLE"]]).first?.array?.first?.string != "master" {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    // The new master has a replica again once the old one is back.
                    try await master.restart()
                    try await load.untilAccepted(50, in: { $0 == shard })
                    #expect(try await replica.ask([["ROLE"]]).first?.array?.first?.string == "master")
                }
            }
        }

        @Test(
            "a write that no replica confirms is no acknowledged write, however often it is sent",
            .timeLimit(.minutes(2)))
        func noReplica() async throws {
            try await withRedisServer(.init(listeners: [.tcp])) { master in
                let replicaOf = "replicaof \(master.host.host) \(master.host.port)"
                try await withRedisServer(.init(listeners: [.tcp], configuration: [replicaOf])) { replica in
                    let settings = RedisOptions(endpoint: master.endpoint, replicaTimeout: .milliseconds(200))
                    let client = RedisClient(options: settings, logger: .quiet)
                    let short = RedisBrokerOptions(durability: .replica, deadline: .seconds(1))
                    let broker = RedisBroker(client: client, options: short, logger: .quiet)
                    let long = RedisBrokerOptions(durability: .replica, deadline: .seconds(60))
                    let job = NewJob(
                        id: broker.makeID(tenant: ""), name: "test.job", queue: "q", payload: Array("{}".utf8))
                    // With a replica that follows, the answer comes.
                    try await RedisBroker(client: client, options: long, logger: .quiet).enqueue([job])
                    replica.pause()
                    let other = NewJob(
                        id: broker.makeID(tenant: ""), name: "test.job", queue: "q", payload: Array("{}".utf8))
                    for _ in 0..<2 {
                        // The second time the script finds the job there and writes nothing: that proves nothing either.
                        let error = await #expect(throws: BrokerError.self) { try await broker.enqueue([other]) }
                        guard case .unavailable = error else {
                            Issue.record("not told apart: \(String(describing: error))")
                            break
                        }
                    }
                    #expect(try await broker.record(ofJob: other.id) != nil, "it was carried out all the same")
                    replica.resume()
                    try await RedisBroker(client: client, options: long, logger: .quiet).enqueue([other])
                    let copy = try await replica.ask([["EXISTS", .string("galley:{0}:j:\(other.id)")]])
                    #expect(copy == [.integer(1)])
                    await client.close()
                }
            }
        }
    }
}
