import Jobs

/// Takes back the jobs of workers that are gone.
struct Reclaimer: Sendable {
    let broker: any Upkeep
    let rhythm: Rhythm

    func run() async {
        await rhythm.run { "took back \(try await broker.reclaim())" }
    }
}
