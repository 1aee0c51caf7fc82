import Jobs
import JobsRedis
import Logging
import Redis
import RedisTesting
import Testing

@Suite struct RedisBrokerTests {
    /// Runs a test with a broker on a server of its own.
    private func withBroker(_ body: (RedisBroker, RedisClient) async throws -> Void) async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            do {
                try await body(RedisBroker(client: client, logger: logger), client)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }

    private func job(_ broker: RedisBroker, queue: String = "q", tenant: String = "") -> NewJob {
        NewJob(
            id: broker.makeID(tenant: tenant), name: "test.job", queue: queue, tenant: tenant,
            payload: Array("{}".utf8))
    }

    private func request(_ number: Int, count: Int = 10) -> ReserveRequest {
        ReserveRequest(
            worker: "w", sequence: number, token: "token-\(number)", queues: [QueueDemand(queue: "q", limit: count)],
            count: count, lease: .seconds(15))
    }

    @Test func aJobGoesFromItsEnqueueToItsResult() async throws {
        try await withBroker { broker, _ in
            let new = job(broker)
            try await broker.enqueue([new])
            #expect(try await broker.record(ofJob: new.id)?.state == .pending)
            let deliveries = try await broker.reserve(request(1))
            let delivery = try #require(deliveries.first)
            #expect(delivery.id == new.id && delivery.attempt == 1 && delivery.payload == new.payload)
            let end = Settlement(lease: delivery.lease, outcome: .complete(result: Array("7".utf8)))
            #expect(try await broker.settle([end]) == [.accepted])
            let record = try #require(try await broker.record(ofJob: new.id))
            #expect(record.state == .succeeded && record.result == Array("7".utf8))
            let queue = try #require(try await RedisInspector(broker: broker).queues().first)
            #expect(queue.succeeded == 1 && queue.pending == 0 && queue.active == 0)
        }
    }

    @Test func aFullRedisDoesNotRefuseWhatItHasTakenBefore() async throws {
        try await withBroker { broker, client in
            let job = job(broker)
            let node = NewWorkflow.Node(name: "n", group: "n", job: self.job(broker))
            let workflow = NewWorkflow(id: broker.makeID(tenant: ""), name: "w", nodes: [node])
            try await broker.enqueue([job])
            try await broker.enqueue(workflow)
            _ = try await client.send(["CONFIG", "SET", "maxmemory", "1"])
            try await broker.enqueue([job])
            try await broker.enqueue(workflow)
            await #expect(throws: BrokerError.self) { try await broker.enqueue([job, self.job(broker)]) }
        }
    }

    @Test func aFullRedisRefusesAnEnqueueAndStillTakesASettle() async throws {
        try await withBroker { broker, client in
            try await broker.enqueue([job(broker)])
            let delivery = try #require(try await broker.reserve(request(1)).first)
            _ = try await client.send(["CONFIG", "SET", "maxmemory", "1"])
            let refused = await #expect(throws: BrokerError.self) { try await broker.enqueue([job(broker)]) }
            guard case .refusesWrites = refused else {
                Issue.record("not told apart: \(String(describing: refused))")
                return
            }
            #expect(
                try await broker.settle([Settlement(lease: delivery.lease, outcome: .complete(result: nil))])
                    == [.accepted])
            #expect(try await client.send(["DBSIZE"]).int ?? 0 > 0)
        }
    }
}
