import Documents
import Foundation
import Jobs
import Synchronization

/// Takes jobs one by one and ends them as a test says.
final class HandWorker: Sendable {
    private let broker: FaultyBroker
    /// Another one for each, since its requests are numbered from 1.
    private let id = "hand-\(UUID())"
    private let sequence = Mutex(0)

    init(_ broker: FaultyBroker) {
        self.broker = broker
    }

    /// The next job of a queue; nil when none is ready.
    func take(_ queue: String) async throws -> Delivery? {
        let number = sequence.withLock { value in
            value += 1
            return value
        }
        return try await broker.reserve(
            ReserveRequest(
                worker: id, sequence: number, token: "0123456789abcdef",
                queues: [QueueDemand(queue: queue, limit: 1)], count: 1, lease: .seconds(60))
        ).first
    }

    func end(_ delivery: Delivery, _ outcome: Outcome) async throws {
        _ = try await broker.settle([Settlement(lease: delivery.lease, outcome: outcome)])
    }

    /// Runs every stage to its end; `finalize` leaves this result.
    func runToTheEnd(_ result: [UInt8], last outcome: Outcome? = nil) async throws {
        for queue in ["extract", "classify", "rules", "generate"] {
            while let delivery = try await take(queue) { try await end(delivery, .complete(result: nil)) }
        }
        while let delivery = try await take("finalize") {
            // In the same queue wait the jobs that write endings down; they are left undone here.
            guard delivery.name == FinalizeDocument.name else { continue }
            return try await end(delivery, outcome ?? .complete(result: result))
        }
        throw NothingToDo()
    }

    struct NothingToDo: Error {}
}
