import ArgumentParser

/// Measures what is made of documents: each subcommand does one thing and prints one JSON object.
@main struct DocumentBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document-bench", abstract: "Measures documents, one figure at a time; scripts/bench calls it.",
        subcommands: [BenchRead.self, BenchDocuments.self, BenchHops.self, BenchStages.self])
}
