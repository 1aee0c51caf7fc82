import ArgumentParser
import Benchmarking
import Documents
import Jobs
import JobsRedis
import JobsWorker
import Synchronization

/// A document's stage that only waits, under the name and in the queue of the real one.
private struct Waiting<Stage: Job>: Job {
    static var name: String { Stage.name }
    static var options: JobOptions { Stage.options }
}

/// Runs a worker on documents of which every stage only waits: what is seen then is what handing on costs.
struct BenchStages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Runs a worker on documents whose stages only wait.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many stages at a time.") var concurrency = 16
    @Option(help: "Each stage waits so long, in milliseconds.") var waitMs = 200
    @Option(help: "Goes on until so many documents have ended, here or elsewhere.") var until = 1

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let stages = Stages(wait: .milliseconds(waitMs))
            let worker = Worker(
                broker: broker, registry: stages.registry,
                options: WorkerOptions(concurrency: concurrency, eventLoopGroup: BenchConnection.loops),
                logger: BenchConnection.logger)
            let running = Task { try await worker.run() }
            let inspector = RedisInspector(broker: broker)
            // The last job of a document says in the queue of its last stage that it has ended.
            let last = Stage.finalize.rawValue
            while try await inspector.queues().first(where: { $0.name == last })?.succeeded ?? 0 < 2 * until {
                try await Task.sleep(for: .milliseconds(20))
            }
            worker.drain()
            try await running.value
            try report(stages.figures)
        }
    }
}

/// The stages as handlers, and what they have done.
private final class Stages: Sendable {
    private struct State: Sendable {
        var documents = 0
        var stages = 0
        var first: Int64 = .max
        var last: Int64 = 0
    }

    private let wait: Duration
    private let state = Mutex(State())

    init(wait: Duration) { self.wait = wait }

    var registry: JobRegistry {
        var registry = JobRegistry()
        add(ExtractSource.self, to: &registry)
        add(ClassifyContent.self, to: &registry)
        add(ApplyRules.self, to: &registry)
        add(GenerateDraft.self, to: &registry)
        add(FinalizeDocument.self, to: &registry)
        registry.register(Waiting<RecordEnding>.self) { _, _ in
            self.state.withLock { $0.documents += 1 }
            return NoOutput()
        }
        return registry
    }

    private func add<Stage: Job>(_ stage: Stage.Type, to registry: inout JobRegistry) {
        registry.register(Waiting<Stage>.self) { _, _ in
            let begin = nowNanoseconds()
            try await Task.sleep(for: self.wait)
            self.state.withLock { state in
                state.stages += 1
                state.first = min(state.first, begin)
                state.last = nowNanoseconds()
            }
            return NoOutput()
        }
    }

    var figures: [String: Double] {
        state.withLock {
            [
                "documents": Double($0.documents), "stages": Double($0.stages), "first_ns": Double($0.first),
                "last_ns": Double($0.last),
            ]
        }
    }
}
