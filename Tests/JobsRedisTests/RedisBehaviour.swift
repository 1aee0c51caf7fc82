import Jobs
import Logging
import Redis
import Testing

@testable import JobsRedis

/// A promise of the scripts that only shows on Redis itself: what they do about keys that a broker's verbs cannot
/// bring about, and what they leave behind.
struct RedisBehaviour: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let body: @Sendable (RedisBroker) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (RedisBroker) async throws -> Void) {
        testDescription = description
        body = check
    }

    /// Checks the promise on a Redis with nothing in it.
    func check(
        _ client: RedisClient, logger: Logger, scripts change: @escaping @Sendable (RedisScript) -> RedisScript = { $0 }
    ) async throws {
        // No patience with unknown jobs: whoever is known must still be waited for.
        var options = RedisBrokerOptions(unknownJobPatience: .zero)
        options.clock = .manual
        options.scriptChange = change
        try await body(RedisBroker(client: client, options: options, logger: logger))
    }

    static let all = strays + parts + traces
}

extension RedisBroker {
    /// Asks Redis itself.
    func ask(_ command: RedisCommand) async throws -> RedisValue {
        try await client.send(command, resend: true)
    }

    func newJob(queue: String = "q", delay: Duration? = nil, metadata: [String: String] = [:]) -> NewJob {
        NewJob(
            id: makeID(tenant: ""), name: "test.job", queue: queue, payload: Array("{}".utf8), metadata: metadata,
            delay: delay)
    }

    func newWorkflow(_ width: Int, then last: String? = nil, metadata: [String: String] = [:]) -> NewWorkflow {
        var nodes = (0..<width).map { number in
            NewWorkflow.Node(name: "n\(number)", group: "all", job: newJob(metadata: metadata))
        }
        if let last { nodes.append(.init(name: last, group: last, job: newJob(), after: nodes.map(\.name))) }
        return NewWorkflow(id: makeID(tenant: ""), name: "w", deadline: .seconds(60), nodes: nodes)
    }

    func take(
        _ count: Int, _ sequence: Int, worker: String = "w", isIdle: Bool = false
    ) async throws -> Reservation {
        try await reserve(
            ReserveRequest(
                worker: worker, sequence: sequence, token: "token-\(sequence)",
                queues: [QueueDemand(queue: "q", limit: count)], count: count, lease: .seconds(15), isIdle: isIdle))
    }

    func settle(_ delivery: Delivery, _ outcome: Outcome) async throws -> LeaseAnswer? {
        try await settle([Settlement(lease: delivery.lease, outcome: outcome)]).first
    }

    func forget(_ job: JobID) async throws {
        _ = try await ask(RedisCommand("DEL", [.string(keys(job).job(job))]))
    }

    /// The first part of a workflow, as a producer sends it that dies before the last.
    func enqueuePart(of workflow: NewWorkflow, nodes: Range<Int>) async throws {
        let message = try WorkflowMessage(workflow)
        let arguments: [RedisArgument] = [.string(workflow.id.description), .bytes(message.header), 0]
        _ = try await run(
            scripts.enqueueWorkflow, in: keys(workflow.id),
            arguments + nodes.flatMap { try message.arguments(ofNode: $0) })
    }
}
