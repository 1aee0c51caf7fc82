import ArgumentParser
import Benchmarking
import Documents
import Jobs
import JobsRedis
import JobsWorker

/// Takes one document after the other through all stages of an idle worker, none of which does anything.
struct BenchHops: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hops", abstract: "Times the way of a document through stages that do nothing.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many documents.") var documents = 100

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let stages = WaitingStages(wait: .zero)
            let worker = Worker(
                broker: broker, registry: stages.registry,
                options: WorkerOptions(concurrency: 4, eventLoopGroup: BenchConnection.loops),
                logger: BenchConnection.logger)
            let running = Task { try await worker.run() }
            var taken: [Double] = []
            var endings = stages.endings.makeAsyncIterator()
            for _ in 0..<documents {
                let request = BenchDocuments.request(broker.makeID(tenant: "bench"))
                let begun = nowNanoseconds()
                try await broker.enqueue(try DocumentWorkflow.workflow(for: request))
                guard let ended = await endings.next() else { break }
                taken.append(Double(ended - begun) / 1e6)
                // The worker is idle again before the next.
                try await Task.sleep(for: .milliseconds(20))
            }
            worker.drain()
            try await running.value
            taken.sort()
            try report(["hops_p50_ms": taken[taken.count / 2], "hops_p99_ms": taken[taken.count * 99 / 100]])
        }
    }
}
