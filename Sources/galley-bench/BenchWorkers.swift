import ArgumentParser
import Benchmarking
import Jobs
import JobsRedis

/// Waits for workers, so that a measurement of many begins with all of them.
struct BenchWorkers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workers", abstract: "Waits until so many workers have said that they are there.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many.") var count = 1

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let inspector = RedisInspector(broker: broker)
            var found = try await inspector.workers().count
            while found < count {
                try await Task.sleep(for: .milliseconds(10))
                found = try await inspector.workers().count
            }
            try report(["workers": Double(found)])
        }
    }
}
