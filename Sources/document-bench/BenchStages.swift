import ArgumentParser
import Benchmarking
import Documents
import Jobs
import JobsRedis
import JobsWorker

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
            let stages = WaitingStages(wait: .milliseconds(waitMs))
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
