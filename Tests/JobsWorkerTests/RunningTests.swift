import Jobs
import JobsWorker
import Logging
import Testing

@Suite("A worker runs jobs")
struct RunningTests {
    @Test("A pending job is run and its result published")
    func runsAJob() async throws {
        let broker = MemoryBroker()
        let id = try await JobQueue(broker: broker).enqueue(Echo(text: "hello"))
        var registry = JobRegistry()
        registry.register(Echo.self)
        try await Worker(broker: broker, registry: registry, logger: .silent).runPending()
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .succeeded)
        #expect(record.attempt == 1)
        #expect(try JSONCoding.decode(String.self, from: #require(record.result)) == "hello")
    }
}
