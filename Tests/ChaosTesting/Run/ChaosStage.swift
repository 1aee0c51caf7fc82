import Foundation
import Jobs
import JobsRedis
import Logging
import Redis
import RedisTesting

/// The servers of a run: Redis with an append-only file that is written with every command, a proxy before it for the
/// workers, one for the producers, and a way in that no fault touches.
struct ChaosStage: Sendable {
    static let lease = Duration.seconds(1)

    let redis: RedisTestServer
    let workersProxy: CuttingProxy
    let producersProxy: CuttingProxy
    /// Past the proxies.
    let admin: RedisClient
    let broker: RedisBroker
    private let producersClient: RedisClient
    let producersBroker: RedisBroker

    static let logger = Logger(label: "chaos", factory: { _ in SwiftLogNoOpLogHandler() })

    static func set() async throws -> ChaosStage {
        let redis = try await RedisTestServer.start(.init(appendFsync: "always"))
        let workers = try await CuttingProxy.start(before: redis.endpoint)
        let producers = try await CuttingProxy.start(before: redis.endpoint)
        return ChaosStage(redis: redis, workersProxy: workers, producersProxy: producers)
    }

    private init(redis: RedisTestServer, workersProxy: CuttingProxy, producersProxy: CuttingProxy) {
        self.redis = redis
        self.workersProxy = workersProxy
        self.producersProxy = producersProxy
        admin = RedisClient(options: .init(endpoint: redis.endpoint), logger: Self.logger)
        broker = RedisBroker(client: admin, options: .init(lease: Self.lease), logger: Self.logger)
        producersClient = RedisClient(
            options: .init(endpoint: producersProxy.endpoint, commandDeadline: .milliseconds(400)),
            logger: Self.logger)
        producersBroker = RedisBroker(
            client: producersClient, options: .init(deadline: .milliseconds(800), lease: Self.lease),
            logger: Self.logger)
    }

    func strike() async {
        await admin.close()
        await producersClient.close()
        // A proxy that is gone already is what is wanted.
        try? await workersProxy.stop()
        try? await producersProxy.stop()
        await redis.stop()
    }

    /// What Redis holds once all has come to rest.
    func end(of plan: ChaosPlan) async throws -> BrokerEnd {
        var records: [JobID: JobRecord] = [:]
        for job in plan.expected { records[job.id] = try await broker.record(ofJob: job.id) }
        var workflows: [WorkflowID: WorkflowRecord] = [:]
        for id in plan.workflows {
            workflows[id] = try await broker.record(ofWorkflow: id)
            let results = try await broker.results(of: id)
            for job in plan.expected where job.workflow == id {
                if let node = records[job.id]?.node { records[job.id]?.result = results[node] }
            }
        }
        return BrokerEnd(records: records, workflows: workflows, inFlight: try await inFlight())
    }

    private func inFlight() async throws -> [String: Int] {
        let stats = try await RedisInspector(broker: broker).stats()
        var counts = [
            "pending": stats.pending, "active": stats.active, "scheduled": stats.scheduled, "waiting": stats.waiting,
        ]
        for set in ["leases", "scheduled", "deadlines"] {
            let key = "galley:{0}:\(set)"
            counts["entries of \(set)"] = try await admin.send(["ZCARD", .string(key)], resend: true).int ?? 0
        }
        return counts
    }
}
