import Testing

/// Waits until a condition holds; a condition that never does fails the test by throwing.
func eventually(
    within limit: Duration = .seconds(20), _ condition: () async throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < end, "the condition never held", sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(2))
    }
}
