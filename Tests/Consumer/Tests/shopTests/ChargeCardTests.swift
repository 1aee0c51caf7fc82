import Jobs
import JobsWorker
import Logging
import Testing

@testable import shop

@Test func aCardIsCharged() async throws {
    let broker = MemoryBroker()
    let queue = JobQueue(broker: broker)
    let id = try await queue.enqueue(ChargeCard(card: "visa", cents: 1_250))

    var registry = JobRegistry()
    registry.register(ChargeCard.self)
    try await Worker(broker: broker, registry: registry, logger: Logger(label: "test")).runPending()

    let receipt = try await queue.output(of: id, as: ChargeCard.self)
    #expect(receipt?.cents == 1_250)
}
