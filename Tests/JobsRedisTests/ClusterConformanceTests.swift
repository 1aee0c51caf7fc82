import Jobs
import JobsRedis
import JobsTesting
import Redis
import RedisTesting
import Testing

extension SeveralServersTests {
    /// The suite that every broker passes, on a Cluster of three masters and with several shards.
    @Suite struct ClusterConformanceTests {
        /// What is promised within a shard alone: tenants of different shards are not ordered among each other.
        private static let withinShard = [
            "a tenant with a long backlog delays another's single job by one turn", "tenants take turns, one job each",
            "a tenant that was empty joins the turns again",
        ]

        @Test("the Redis broker on a Cluster passes the suite of all brokers", .timeLimit(.minutes(3)))
        func behaves() async throws {
            try await withRedisCluster { cluster in
                let client = RedisClient(options: RedisOptions(endpoint: cluster.endpoint), logger: .quiet)
                var checked = 0
                for behaviour in BrokerBehaviour.all where !Self.withinShard.contains(behaviour.testDescription) {
                    for master in cluster.masters { try await master.ask([["FLUSHALL"]]) }
                    do {
                        try await behaviour.check(BrokerOnCluster(client))
                        checked += 1
                    } catch is BrokerOnCluster.TimeMustPass {
                        continue
                    } catch {
                        Issue.record(error, "\(behaviour.testDescription)")
                    }
                }
                #expect(checked >= 50, "of \(BrokerBehaviour.all.count)")
                await client.close()
            }
        }
    }
}

/// A broker on an empty Cluster. Behaviours that need time to pass are left to the suite on one server.
private struct BrokerOnCluster: BrokerUnderTest {
    struct TimeMustPass: Error {}

    let redis: RedisBroker
    let times = BrokerTimes()

    init(_ client: RedisClient) {
        redis = RedisBroker(client: client, options: .init(shards: 6), logger: .quiet)
    }

    var broker: any Broker { redis }
    var inspector: any Inspector { RedisInspector(broker: redis) }

    func elapse(_ duration: Duration) async throws { throw TimeMustPass() }
}
