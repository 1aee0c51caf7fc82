import ArgumentParser
import ChaosTesting
import Foundation

/// Kills, stops and cuts what it can while jobs run, and proves that the queue kept its promises.
@main
struct Chaos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Plays seeded faults on real workers and a real Redis, and checks the history.",
        discussion: """
            Every enqueue, start and end is logged by the process that made it. The checker then proves that nothing \
            acknowledged is lost, every job has exactly one accepted end, fences only grow, nothing starts before what \
            it waits for, no attempt is beyond the policy, and nothing is left in flight. The plan of a run follows \
            from its seed and its size alone.
            """)

    @Option(help: "The first seed.") var seed: UInt64 = 1
    @Option(help: "How many seeds, one after the other.") var seeds: UInt64 = 1
    @Option(help: "How many jobs in each run, about.") var jobs = 5000
    @Option(help: "How many faults in each run; at least one of each kind.") var faults = 28
    @Flag(help: "A short run, which ends within 50 seconds.") var quick = false
    @Flag(help: "Prints each run's faults first.") var verbose = false

    func run() async throws {
        var bad: [UInt64] = []
        for seed in seed..<(seed + seeds) {
            let plan = ChaosPlan(seed: seed, jobs: quick ? 1000 : jobs, faults: quick ? 7 : faults)
            if verbose { for round in plan.rounds { print("  \(round.offers.count) offers; \(round.fault.word)") } }
            let report = try await ChaosRun.play(plan)
            // Seen as it comes, in a file too.
            FileHandle.standardOutput.write(Data("\(report)\n".utf8))
            if !report.isGood { bad.append(seed) }
        }
        guard bad.isEmpty else {
            print("failed: seeds \(bad.map(String.init).joined(separator: ", "))")
            throw ExitCode.failure
        }
    }
}
