import Jobs
import JobsRedis
import Redis
import RedisTesting
import Testing

extension SeveralServersTests {
    @Suite struct ClusterMigrationTests {
        @Test("a shard's slot moves to another node under load, and every job ends once", .timeLimit(.minutes(3)))
        func migration() async throws {
            let options = RedisBrokerOptions(shards: 4, deadline: .seconds(60), lease: .seconds(6))
            let tenants = (0..<8).map { "tenant-\($0)" }
            let shard = ShardedID.shard(of: tenants[0], count: options.shards)
            let key = "galley:{\(shard)}:"
            try await withRedisCluster { cluster in
                try await Load.run(on: cluster.endpoint, options, tenants: tenants) { load in
                    try await load.untilAccepted(100, in: { $0 == shard })
                    let migration = try await cluster.beginMigration(of: key)
                    try await cluster.moveKeys(migration, count: 20)
                    // Half of the shard is here and half there: it is busy, and what it accepts is nothing…
                    let stopped = load.acceptedJobs(in: { $0 == shard })
                    // …while the others go on.
                    try await load.untilRun(300, in: { $0 != shard })
                    // (Each producer may have had one answer on its way.)
                    #expect(load.acceptedJobs(in: { $0 == shard }) <= stopped + tenants.count)
                    while try await cluster.moveKeys(migration, count: 50) > 0 {}
                    try await cluster.endMigration(migration)
                    try await load.untilAccepted(100, in: { $0 == shard })
                    #expect(try await cluster.owner(of: key).host == migration.target.host)
                }
            }
        }
    }
}
