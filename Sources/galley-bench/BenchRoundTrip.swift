import ArgumentParser
import Jobs
import JobsRedis
import Redis

/// Calls a script that does nothing with what an enqueue sends, one call after the other: what an awaited enqueue
/// costs at least.
struct BenchRoundTrip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roundtrip", abstract: "Calls an empty script by EVALSHA, with the arguments of an enqueue.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many calls.") var calls = 20_000

    func run() async throws {
        try await connection.withBroker { broker, client in
            let script = RedisScript(name: "empty", source: "#!lua\nreturn {ARGV[1]}\n")
            let keys = ["galley:{0}:", "galley:{0}:absent"]
            let arguments = try Self.arguments(of: NewJob(NoOp(number: calls), id: broker.makeID(tenant: "")))
            _ = try await client.eval(script, keys: keys, arguments: arguments)
            let start = ContinuousClock.now
            for _ in 0..<calls { _ = try await client.eval(script, keys: keys, arguments: arguments) }
            try report(["per_s": Double(calls) / (ContinuousClock.now - start).seconds])
        }
    }

    /// As many as `enqueue.lua` takes for a job, each as long.
    private static func arguments(of job: NewJob) -> [RedisArgument] {
        [
            .string(job.id.description), .string(job.name), .init(job.version), .string(job.queue),
            .string(job.tenant), .string(job.priority.rawValue), 0, .bytes(job.payload), "", "", 0,
        ]
    }
}
