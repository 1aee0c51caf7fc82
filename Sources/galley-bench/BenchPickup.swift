import ArgumentParser
import Benchmarking
import FoundationEssentials
import Jobs
import JobsWorker

/// Times how long an idle worker takes to begin a job, one job at a time.
struct BenchPickup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pickup", abstract: "Times the way from an enqueue to the handler of an idle worker.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many jobs.") var jobs = 500
    @Option(help: "The queue that they wait in.") var queue = "bench"

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let (begun, begin) = AsyncStream<Int64>.makeStream()
            var registry = JobRegistry()
            registry.register(NoOp.self) { job, _ in
                begin.yield(nowNanoseconds() - job.sentAt)
                return NoOutput()
            }
            let worker = Worker(
                broker: broker, registry: registry,
                options: WorkerOptions(queues: QueueSelection(entries: [.init(queue)]), concurrency: 4),
                logger: BenchConnection.logger)
            let running = Task { try await worker.run() }
            let producer = JobQueue(broker: broker)
            var waits: [Double] = []
            var iterator = begun.makeAsyncIterator()
            for number in 0..<(jobs + 20) {
                // Idle again: the worker has settled and waits.
                try await Task.sleep(for: .milliseconds(Int.random(in: 3...12)))
                let job = NoOp(number: number, sentAt: nowNanoseconds())
                try await producer.enqueue(job, options: .init(queue: queue))
                guard let wait = await iterator.next() else { break }
                // The first ones pay for connections and scripts.
                if number >= 20 { waits.append(Double(wait) / 1e6) }
            }
            worker.drain()
            try await running.value
            waits.sort()
            func quantile(_ part: Double) -> Double { waits[min(waits.count - 1, Int(Double(waits.count) * part))] }
            try report(["p50_ms": quantile(0.5), "p99_ms": quantile(0.99), "max_ms": waits[waits.count - 1]])
        }
    }
}
