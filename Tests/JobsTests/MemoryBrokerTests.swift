import Jobs
import JobsTesting
import Testing

@Suite("The memory broker keeps the promises of the contract")
struct MemoryBrokerTests {
    @Test("the memory broker:", arguments: BrokerBehaviour.all)
    func behaves(_ behaviour: BrokerBehaviour) async throws {
        try await behaviour.check(MemoryBrokerUnderTest())
    }
}
