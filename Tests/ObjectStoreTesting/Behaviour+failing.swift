import NIOCore
import ObjectStore
import Testing

extension ObjectStoreBehaviour {
    private struct ClientWentAway: Error {}

    static let failing = [
        ObjectStoreBehaviour("a body beyond the limit is refused and leaves nothing") { store in
            let key = try key("acme/big")
            await #expect(throws: ObjectStoreError.tooLarge(limit: 9)) {
                try await store.put(key, body: body(["12345", "67890"]), metadata: [:], limit: 9)
            }
            #expect(try await store.head(key) == nil)
            #expect(try await store.list(prefix: "", after: nil, limit: 10).isEmpty)
        },
        ObjectStoreBehaviour("a body that breaks off leaves the object that was there") { store in
            let key = try key("acme/uploads/a")
            try await store.put(key, bytes: Array("old".utf8))
            await #expect(throws: ClientWentAway.self) {
                try await store.put(key, body: body(["ne"], failing: ClientWentAway()), metadata: [:], limit: 100)
            }
            #expect(try await store.text(key) == "old")
        },
        ObjectStoreBehaviour("a writer that is cancelled leaves the object that was there") { store in
            let key = try key("acme/uploads/a")
            try await store.put(key, bytes: Array("old".utf8))
            // For a reader that is cancelled, such a stream simply ends.
            let (body, sender) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
            sender.yield(ByteBuffer(string: "half"))
            let writer = Task { try await store.put(key, body: body, metadata: [:], limit: 100) }
            writer.cancel()
            await #expect(throws: (any Error).self) { try await writer.value }
            #expect(try await store.text(key) == "old")
            sender.finish()
        },
        ObjectStoreBehaviour("a reader that is cancelled does not take a part for the whole") { store in
            let key = try key("acme/uploads/a")
            try await store.put(key, bytes: Array(repeating: 7, count: 1_000_000))
            let reader = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await store.bytes(key, limit: 1_000_000).readableBytes
            }
            reader.cancel()
            await #expect(throws: (any Error).self) { try await reader.value }
        },
        ObjectStoreBehaviour("bytes are read into memory only up to a limit") { store in
            let key = try key("acme/a")
            try await store.put(key, bytes: Array("12345".utf8))
            #expect(String(buffer: try await store.bytes(key, limit: 5)) == "12345")
            await #expect(throws: ObjectStoreError.tooLarge(limit: 4)) { try await store.bytes(key, limit: 4) }
        },
    ]
}
