import Jobs

/// Removes what has expired.
struct Janitor: Sendable {
    let broker: any Upkeep
    let rhythm: Rhythm

    func run() async {
        await rhythm.run { "removed \(try await broker.prune())" }
    }
}
