import ArgumentParser
import Jobs
import Redis

/// Calls a script that does nothing, one call after the other: what any awaited verb costs at least.
struct BenchRoundTrip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roundtrip", abstract: "Calls an empty script by EVALSHA, one after the other.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many calls.") var calls = 20_000

    func run() async throws {
        try await connection.withBroker { _, client in
            let script = RedisScript(name: "empty", source: "#!lua\nreturn 1\n")
            _ = try await client.eval(script, keys: ["galley:{0}:"])
            let start = ContinuousClock.now
            for _ in 0..<calls { _ = try await client.eval(script, keys: ["galley:{0}:"]) }
            try report(["per_s": Double(calls) / (ContinuousClock.now - start).seconds])
        }
    }
}
