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

    @Test("an empty store is not taken for the one that the broker knows, and the refusal says what was seen")
    func emptyStore() async throws {
        let claims = Claims()
        let used = MemoryStore()
        try await StoreMarker(store: used).agree { claims.claim($0) }
        let id = try #require(try await StoreMarker(store: used).read())
        let empty = StoreMarker(store: MemoryStore(), place: "s3://other")
        let unmarked = await #expect(throws: StoreMarker.Mismatch.self) { try await empty.verify(claimed: id) }
        #expect(unmarked?.store == nil && unmarked?.broker == id)
        let marked = await #expect(throws: StoreMarker.Mismatch.self) { try await empty.agree { claims.claim($0) } }
        #expect(marked?.store != nil && marked?.store != id && marked?.broker == id)
        for text in [unmarked, marked].map({ $0?.description ?? "" }) {
            #expect(text.contains("s3://other") && text.contains(id))
        }
        // Nothing was taken over by the refusal.
        try await StoreMarker(store: used).verify(claimed: claims.claim("another"))
    }

    @Test("a new broker takes over the id of a store that has one")
    func newBroker() async throws {
        let (store, claims) = (MemoryStore(), Claims())
        try await StoreMarker(store: store).agree { $0 }
        try await StoreMarker(store: store).agree { claims.claim($0) }
        #expect(try await StoreMarker(store: store).read() == claims.claim("another"))
    }
}
