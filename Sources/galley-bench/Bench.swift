import ArgumentParser

/// Measures the queue: each subcommand does one thing against an existing Redis and prints one JSON object.
///
/// `scripts/bench` starts the servers, calls these in turn and puts the figures together.
@main struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "galley-bench", abstract: "Measures the queue, one figure at a time; scripts/bench calls it.",
        subcommands: [
            BenchEnqueue.self, BenchRoundTrip.self, BenchReplay.self, BenchWork.self, BenchSupervise.self,
            BenchPickup.self, BenchWorkers.self, BenchDocuments.self, BenchStages.self,
        ])
}
