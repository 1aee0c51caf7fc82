import BrokerTesting
import Jobs

/// A broker at the end of an unreliable way.
struct UnreliableBroker: FrontBroker {
    let inner: MemoryBroker
    let way: UnreliableWay

    func carry<Answer: Sendable>(
        _ verb: String, _ call: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await way.carry(call)
    }

    /// Returns at the limit or before, without looking: wake-ups are hints, and these are all lost.
    func waitForWork(queues: [String], atMost limit: Duration) async throws {
        try await way.time.sleep(min(limit, .milliseconds(150)))
    }

    func waitForChange(of workflow: WorkflowID, after revision: Int, atMost limit: Duration) async throws {
        try await way.time.sleep(min(limit, .milliseconds(150)))
    }
}
