import ArgumentParser
import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging

/// Runs a supervised worker that holds some jobs until it is killed, and writes down when each of those ran.
///
/// All settings that concern a crash are the defaults.
struct BenchSupervise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise",
        abstract: "Runs a supervised worker until killed; prints \"ready\" once it takes jobs.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many jobs at a time.") var concurrency = 8
    @Option(help: "Jobs with lower numbers do not end when they run for the first time.") var held = 8
    @Option(help: "A directory with a file for each of those: a line, the time in nanoseconds, for each run.")
    var runs: String

    func run() async throws {
        // Asked for before anything is printed: it takes the streams over in a child.
        let link = SupervisorLink.inherited
        try await connection.withBroker { broker, _ in
            if let link {
                try await work(broker, link)
            } else {
                var logger = BenchConnection.logger
                // That a child dies is what is measured.
                logger.logLevel = .critical
                try await Supervisor(options: .init(processes: 1), broker: broker, logger: logger) {
                    FileHandle.standardOutput.write(Data("ready\n".utf8))
                }.run()
            }
        }
    }

    private func work(_ broker: RedisBroker, _ link: SupervisorLink) async throws {
        let (held, runs) = (held, runs)
        var registry = JobRegistry()
        registry.register(NoOp.self) { job, _ in
            guard job.number < held else { return NoOutput() }
            let isFirst = try Self.note(job.number, in: runs)
            while isFirst { try await Task.sleep(for: .seconds(3600)) }
            return NoOutput()
        }
        var options = WorkerOptions(concurrency: concurrency)
        options.adopt(link)
        let logger = BenchConnection.logger
        try await Worker(broker: broker, registry: registry, options: options, logger: logger).run()
    }

    /// - Returns: whether it is the job's first run.
    private static func note(_ number: Int, in directory: String) throws -> Bool {
        let file = URL(fileURLWithPath: directory).appending(path: "\(number)")
        let line = Data("\(nowNanoseconds())\n".utf8)
        guard let handle = try? FileHandle(forWritingTo: file) else {
            // There is none yet, or writing it fails too and says why.
            try line.write(to: file, options: .withoutOverwriting)
            return true
        }
        try handle.seekToEnd()
        try handle.write(contentsOf: line)
        try handle.close()
        return false
    }
}
