import ArgumentParser
import Benchmarking
import Jobs

/// Hands over jobs, one by one or many in a call.
struct BenchEnqueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enqueue", abstract: "Enqueues no-op jobs.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many in all.") var jobs = 20_000
    @Option(help: "How many in a call.") var batch = 1
    @Option(help: "How many calls are under way at a time.") var callers = 1
    @Option(help: "The number of the first.") var first = 0
    @Option(help: "Each caller waits so long after a call, in milliseconds.") var pauseMs = 0

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let queue = JobQueue(broker: broker)
            // Connected and with its script loaded before the clock starts; this job is one of the count.
            try await queue.enqueue(NoOp(number: first))
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        for start in stride(from: 1 + caller * batch, to: jobs, by: callers * batch) {
                            let messages = (start..<min(start + batch, jobs)).map { NoOp(number: first + $0) }
                            if batch == 1 {
                                try await queue.enqueue(messages[0])
                            } else {
                                try await queue.enqueue(messages)
                            }
                            if pauseMs > 0 { try await Task.sleep(for: .milliseconds(pauseMs)) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start).seconds
            try report(["per_s": Double(jobs - 1) / seconds, "jobs": Double(jobs)])
        }
    }
}
