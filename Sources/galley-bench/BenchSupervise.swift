import ArgumentParser
import Benchmarking
import FoundationEssentials
import Jobs
import JobsRedis
import JobsWorker
import Logging
import SystemPackage

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
                    say("ready")
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
        let file = FilePath(directory).appending("\(number)")
        let line = "\(nowNanoseconds())\n".utf8
        do {
            let created = try FileDescriptor.open(
                file, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
            try created.closeAfter { _ = try created.writeAll(line) }
            return true
        } catch Errno.fileExists {
            let standing = try FileDescriptor.open(file, .writeOnly, options: [.append])
            try standing.closeAfter { _ = try standing.writeAll(line) }
            return false
        }
    }
}
