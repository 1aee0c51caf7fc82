import Foundation
import Jobs
import JobsWorker
import Testing

/// Handlers that compute without ever suspending, one on every thread there is.
@Suite("Handlers that spin lose no lease", .timeLimit(.minutes(3)))
struct SpinningTests {
    /// Keeps its thread busy; returns something, so that it is not optimized away.
    private static func spin(for duration: Duration) -> Int {
        let end = ContinuousClock.now + duration
        var rounds = 0
        while ContinuousClock.now < end { rounds &+= 1 }
        return rounds
    }

    @Test("Leases stay renewed while every slot, and Swift's shared pool too, spins for several leases")
    func keepsLeases() async throws {
        let broker = MemoryBroker(options: .init(lease: .seconds(1)))
        let slots = max(4, ProcessInfo.processInfo.activeProcessorCount)
        let started = Counter()
        let registry = JobRegistry.testing { _, _ in
            _ = started.change(by: 1)
            return "\(Self.spin(for: .seconds(4)) > 0)"
        }
        let ids = try await JobQueue(broker: broker).enqueue((0..<slots).map { _ in TestJob() })
        let options = WorkerOptions(id: "busy", concurrency: slots, lease: .seconds(1))
        let watcher = WorkerOptions(id: "watcher", queues: .init(entries: []), concurrency: 1, lease: .seconds(1))
        try await withWorker(broker, registry, options: watcher) { _ in
            try await withWorker(broker, registry, options: options) { _ in
                try await eventually("every slot spins") { started.value == slots }
                // The shared pool as well: agents that waited for it would be held up.
                await withTaskGroup(of: Int.self) { group in
                    for _ in 0..<slots { group.addTask { Self.spin(for: .seconds(3)) } }
                    await group.waitForAll()
                }
                try await eventually("all have ended") { try await broker.stats().succeeded == slots }
            }
        }
        for id in ids {
            let record = try #require(try await broker.record(ofJob: id))
            #expect(record.state == .succeeded && record.deliveries == 1 && record.crashes == 0)
        }
        #expect(try await broker.stats().reclaimed == 0)
    }
}
