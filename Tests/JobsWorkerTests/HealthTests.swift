import Foundation
import FoundationNetworking
import Jobs
import JobsWorker
import Testing

@Suite("A worker answers probes", .timeLimit(.minutes(2)))
struct HealthTests {
    private func get(_ path: String, port: Int, method: String = "GET") async throws -> (Int, Data) {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        var request = URLRequest(url: url)
        request.httpMethod = method
        let (data, response) = try await URLSession.shared.data(for: request)
        return (try #require(response as? HTTPURLResponse).statusCode, data)
    }

    @Test("Live and ready while it works, not ready while it drains, and every agent tells what it did")
    func answersProbes() async throws {
        let broker = MemoryBroker()
        let gate = Gate()
        let registry = JobRegistry.testing { _, _ in
            try await gate.pass()
            return ""
        }
        _ = try await broker.enqueue(TestJob())
        try await withWorker(broker, registry, options: WorkerOptions(concurrency: 2)) { worker in
            let server = HealthServer(health: worker.health, port: 0)
            let serving = Task { try await server.run() }
            defer { serving.cancel() }
            let port = try #require(await server.boundPort())
            try await eventually("it is ready") { try await get("/health/ready", port: port).0 == 200 }
            try await eventually("it runs its job") { worker.health().active == 1 }
            let (status, body) = try await get("/health/live?verbose", port: port)
            let health = try JSONCoding.decode(WorkerHealth.self, from: Array(body))
            #expect(status == 200 && health.isLive && health.isReady && !health.isDraining && health.active == 1)
            #expect(health.agents.keys.contains("processor") && health.agents.keys.contains("heartbeat"))
            #expect(try await get("/", port: port).0 == 404)
            #expect(try await get("/health/live", port: port, method: "POST").0 == 405)
            worker.drain()
            #expect(try await get("/health/ready", port: port).0 == 503)
            #expect(try await get("/health/live", port: port).0 == 200)
            gate.open()
        }
    }

    @Test("A worker whose reserve loop stands still is not live, though its process is up")
    func seesAStall() async throws {
        let worker = Worker(
            broker: MemoryBroker(), registry: .testing { job, _ in job.text },
            options: WorkerOptions(concurrency: 1, stallLimit: .milliseconds(20)), logger: .silent)
        // Never started: its loop does not advance.
        try await eventually("it is not live") { !worker.health().isLive }
        #expect(!worker.health().isReady)
    }
}
