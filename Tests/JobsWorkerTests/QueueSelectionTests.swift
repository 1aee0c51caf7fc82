import Jobs
import JobsWorker
import Testing

@Suite("Queues are chosen by text")
struct QueueSelectionTests {
    @Test("Names with and without limits are read in order")
    func readsNamesAndLimits() throws {
        let selection = try QueueSelection(parsing: " extract=4, generate=1,rules ", excluding: "a, b")
        #expect(
            selection.entries == [.init("extract", limit: 4), .init("generate", limit: 1), .init("rules")])
        #expect(selection.excluded == ["a", "b"])
    }

    @Test("No name means every registered queue", arguments: ["", "  ", ","])
    func readsNothing(text: String) throws {
        #expect(try QueueSelection(parsing: text) == .all)
    }

    @Test(
        "What cannot be read is refused, saying which part",
        arguments: [
            "a=0", "a=-1", "a=x", "a=", "=3", "a=1=2", "a,b,a", "a=1,a=2",
        ])
    func refusesTheRest(text: String) {
        #expect(throws: QueueSelection.Malformed.self) { try QueueSelection(parsing: text) }
    }

    @Test("A refusal is a sentence")
    func explainsItself() {
        let error = #expect(throws: QueueSelection.Malformed.self) { try QueueSelection(parsing: "ok=1,bad=x") }
        #expect(
            error?.description == "The queue \"bad=x\" has a limit that is not a whole number of 1 or more.")
    }

    @Test("A worker serves what was chosen, in that order, within its slots, and nothing excluded")
    func becomesDemands() async throws {
        let broker = MemoryBroker()
        let served = try await served(QueueSelection(parsing: "b=2,a,c=99", excluding: "a"), broker)
        #expect(served == [QueueDemand(queue: "b", limit: 2), QueueDemand(queue: "c", limit: 8)])
        let all = try await self.served(.all, broker)
        #expect(all == [QueueDemand(queue: "echo", limit: 8), QueueDemand(queue: "q", limit: 8)])
    }

    /// The queues of which a worker tells the broker.
    private func served(_ queues: QueueSelection, _ broker: MemoryBroker) async throws -> [QueueDemand] {
        var registry = JobRegistry.testing { job, _ in job.text }
        registry.register(Echo.self)
        var found: [QueueDemand] = []
        let options = WorkerOptions(queues: queues, concurrency: 8)
        try await withWorker(broker, registry, options: options) { worker in
            try await eventually("it beats") { try await broker.workers().count == 1 }
            found = try await broker.workers().first?.queues ?? []
        }
        return found
    }
}
