import ArgumentParser
import Benchmarking
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
            let job = try NewJob(NoOp(number: calls), id: broker.makeID(tenant: ""))
            let arguments = try job.arguments() + job.keyArguments
            _ = try await client.eval(script, keys: keys, arguments: arguments)
            let start = ContinuousClock.now
            for _ in 0..<calls { _ = try await client.eval(script, keys: keys, arguments: arguments) }
            try report(["per_s": Double(calls) / (ContinuousClock.now - start).seconds])
        }
    }
}
