import Jobs
import SeededTesting
import Testing

/// Takes the same random steps on a broker under test and on a model of it, and compares after each.
///
/// Time goes on by steps that fall before or after every instant at which something becomes due, never on one. All
/// that is pending is taken at once, so that the order in which equals leave a queue makes no difference; that has
/// behaviours of its own.
struct ModelWalk {
    let bench: Bench
    let model: Bench
    var random: SeededGenerator
    var jobs: [NewJob] = []
    var workflows: [NewWorkflow] = []
    var requests: [ReserveRequest] = []
    /// Everything that was ever delivered; most of it is stale.
    var deliveries: [Delivery] = []
    /// What was last shown of each workflow.
    var shown: [WorkflowID: (text: String, revision: Int)] = [:]
    /// What has been done so far, for whoever reads of a difference.
    var path: [String] = []

    static let workers = ["w1", "w2", "w3"]
    static let queues = ["q", "r"]

    init(_ bench: Bench, model: Bench, seed: UInt64) {
        self.bench = bench
        self.model = model
        random = SeededGenerator(seed: seed)
    }

    mutating func step() async throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<10: try await enqueueJobs()
        case 10..<18: try await enqueueWorkflow()
        case 18..<33: try await reserve()
        case 33..<60: try await settle()
        case 60..<65: try await extend()
        case 65..<70: try await report()
        case 70..<74: try await cancel()
        case 74..<80: try await revive()
        case 80..<90: try await pass()
        case 90..<95: try await promote()
        default: try await reclaim()
        }
        try await compareCounts()
        try await compareRevisions()
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    /// Does something to both, which must answer the same.
    mutating func both<Answer: Equatable & Sendable>(
        _ step: String, _ verb: (any Broker) async throws -> Answer
    ) async throws -> Answer {
        path.append(step)
        let expected = try await verb(model.broker)
        let answer = try await verb(bench.broker)
        #expect(answer == expected, "after \(path.suffix(12))")
        try #require(answer == expected)
        return answer
    }
}
