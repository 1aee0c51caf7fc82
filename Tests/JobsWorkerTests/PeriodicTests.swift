import Foundation
import Jobs
import JobsWorker
import Synchronization
import Testing

@Suite("Workers see to schedules", .timeLimit(.minutes(2)))
struct PeriodicTests {
    @Test("three workers that know a schedule run each of its ticks once")
    func onceEach() async throws {
        let broker = MemoryBroker()
        let ticks = Mutex([Date]())
        var registry = JobRegistry()
        registry.register(Tick.self) { tick, _ in
            ticks.withLock { $0.append(tick.at) }
            return NoOutput()
        }
        registry.schedule(PeriodicJob("every second", schedule: .every(.seconds(1))) { Tick(at: $0) })
        let (one, two, three) = (
            WorkerOptions(id: "1", concurrency: 1), WorkerOptions(id: "2", concurrency: 1),
            WorkerOptions(id: "3", concurrency: 1)
        )
        try await withWorker(broker, registry, options: one) { _ in
            try await withWorker(broker, registry, options: two) { _ in
                try await withWorker(broker, registry, options: three) { _ in
                    try await eventually("three ticks have run") { ticks.withLock { $0.count } >= 3 }
                }
            }
        }
        let seen = ticks.withLock { $0 }
        #expect(Set(seen).count == seen.count)
    }
}

private struct Tick: Job {
    static let name = "tick"
    var at: Date
}
