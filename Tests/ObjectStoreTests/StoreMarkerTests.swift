import NIOCore
import ObjectStore
import Synchronization
import Testing

@Suite("The marker tells whether two processes see one store")
struct StoreMarkerTests {
    /// The broker's side: the first claim stays.
    private final class Claims: Sendable {
        private let claimed = Mutex<String?>(nil)

        func claim(_ candidate: String) -> String {
            claimed.withLock { claimed in
                claimed = claimed ?? candidate
                return claimed ?? candidate
            }
        }
    }

    @Test("processes on one store agree, also when they start at once")
    func agree() async throws {
        let (store, claims) = (MemoryStore(), Claims())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { try await StoreMarker(store: store).agree { claims.claim($0) } }
            }
            try await group.waitForAll()
        }
        #expect(try await StoreMarker(store: store).read() == claims.claim("another"))
    }

    @Test("a process with another store is told so")
    func mismatch() async throws {
        let claims = Claims()
        try await StoreMarker(store: MemoryStore()).agree { claims.claim($0) }
        await #expect(throws: StoreMarker.Mismatch.self) {
            try await StoreMarker(store: MemoryStore()).verify(claimed: claims.claim("mine"))
        }
        let other = MemoryStore()
        try await StoreMarker(store: other).agree { $0 }
        await #expect(throws: StoreMarker.Mismatch.self) {
            try await StoreMarker(store: other).agree { claims.claim($0) }
        }
    }

    @Test("a new broker takes over the id of a store that has one")
    func newBroker() async throws {
        let (store, claims) = (MemoryStore(), Claims())
        try await StoreMarker(store: store).agree { $0 }
        try await StoreMarker(store: store).agree { claims.claim($0) }
        #expect(try await StoreMarker(store: store).read() == claims.claim("another"))
    }
}
