import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Testing

/// What is promised of handlers that compute without ever suspending.
@Suite struct SpinningOnRedisTests {
    /// `GALLEY_SPIN_SECONDS=60` spins as long as the promise says, with a quarter of it as the lease.
    @Test(.timeLimit(.minutes(3))) func handlersThatSpinOnEveryCoreLoseNoLease() async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["GALLEY_SPIN_SECONDS"] ?? "4") ?? 4
        let options = WorkerOptions(concurrency: 4, lease: .seconds(seconds / 4))
        try await withWorker(options) { _, _ in
            // Four threads that never yield, for four leases' time.
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end {}
            return NoOutput()
        } _: { broker, _ in
            let ids = try await JobQueue(broker: broker).enqueue((0..<4).map { Task1(number: $0) })
            for id in ids {
                let record = try await record(of: id, in: broker) { $0.state.isTerminal }
                #expect(record.state == .succeeded && record.deliveries == 1 && record.crashes == 0)
            }
            #expect(try await RedisInspector(broker: broker).stats().reclaimed == 0)
        }
    }
}
