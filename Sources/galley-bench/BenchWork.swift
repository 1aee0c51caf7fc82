import ArgumentParser
import Benchmarking
import FoundationEssentials
import Jobs
import JobsRedis
import JobsWorker
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Runs a worker until so many jobs have ended, in this process or in others beside it.
struct BenchWork: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "work", abstract: "Runs a worker on no-op jobs.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many jobs at a time.") var concurrency = 64
    @Option(help: "Goes on until the queue has so many ends.") var until = 0
    @Option(help: "Each job waits so long, in milliseconds.") var waitMs = 0
    @Option(help: "Writes how often each job ran, one byte a job.") var seen: String?
    @Option(help: "How many numbers the jobs have, from 0; others run and are not counted.") var jobs = 0
    @Option(help: "Looks so often whether that is reached, in milliseconds.") var lookMs = 20

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let runs = Runs(count: jobs)
            let wait = Duration.milliseconds(waitMs)
            var registry = JobRegistry()
            registry.register(NoOp.self) { job, _ in
                if wait > .zero { try await Task.sleep(for: wait) }
                runs.count(job.number)
                return NoOutput()
            }
            let worker = Worker(
                broker: broker, registry: registry,
                options: WorkerOptions(concurrency: concurrency, eventLoopGroup: BenchConnection.loops),
                logger: BenchConnection.logger)
            let running = Task { try await worker.run() }
            let inspector = RedisInspector(broker: broker)
            while try await inspector.queues().first(where: { $0.name == "bench" })?.succeeded ?? 0 < until {
                try await Task.sleep(for: .milliseconds(lookMs))
            }
            worker.drain()
            try await running.value
            if let seen { try Data(runs.counts).write(to: URL(fileURLWithPath: seen)) }
            try report(runs.figures.merging(["rss_mb": Self.residentMegabytes()]) { first, _ in first })
        }
    }

    /// The memory that this process has in use.
    static func residentMegabytes() -> Double {
        // Linux: the second number of statm is the resident set, in pages.
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}

/// What ran, when the first began and when the last ended.
private final class Runs: Sendable {
    private struct State: Sendable {
        var counts: [UInt8]
        var total = 0
        var first: Int64 = 0
        var last: Int64 = 0
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(counts: [UInt8](repeating: 0, count: count))) }

    func count(_ number: Int) {
        let now = nowNanoseconds()
        state.withLock { state in
            guard state.counts.indices.contains(number) else { return }
            state.counts[number] &+= 1
            if state.total == 0 { state.first = now }
            state.total += 1
            state.last = now
        }
    }

    var counts: [UInt8] { state.withLock { $0.counts } }

    var figures: [String: Double] {
        state.withLock { ["ran": Double($0.total), "first_ns": Double($0.first), "last_ns": Double($0.last)] }
    }
}
