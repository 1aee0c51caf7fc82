import Synchronization
import Testing

/// What happened, in order, and a way to wait until it has.
final class Journal<Entry: Sendable & Equatable>: Sendable {
    private let state = Mutex([Entry]())

    func note(_ entry: Entry) { state.withLock { $0.append(entry) } }

    var entries: [Entry] { state.withLock { $0 } }

    func count(of entry: Entry) -> Int { entries.count { $0 == entry } }
}

/// Waits until a condition holds; a test fails when it does not within half a minute.
func eventually(_ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool)
    async throws
{
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("never came true: \(comment)", sourceLocation: sourceLocation)
    throw NeverTrue()
}

struct NeverTrue: Error {}
