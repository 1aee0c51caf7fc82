import NIOCore
import ObjectStore
import Testing

/// One promise of an object store, and the check of it. Every store must pass all of them.
///
///     @Test(arguments: ObjectStoreBehaviour.all)
///     func behaves(_ behaviour: ObjectStoreBehaviour) async throws {
///         try await behaviour.check(MyStore())
///     }
public struct ObjectStoreBehaviour: Sendable, CustomTestStringConvertible {
    public let testDescription: String
    /// Takes an empty store of its own.
    public let check: @Sendable (any ObjectStore) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (any ObjectStore) async throws -> Void) {
        self.testDescription = description
        self.check = check
    }

    public static let all = writing + reading + listing + failing
}

/// A key for a test, which fails when the text is none.
func key(_ text: String) throws -> ObjectKey { try #require(ObjectKey(text)) }

/// A body in chunks, which may end in an error.
func body(_ chunks: [String], failing error: (any Error)? = nil) -> AsyncThrowingStream<ByteBuffer, any Error> {
    AsyncThrowingStream { continuation in
        for chunk in chunks { continuation.yield(ByteBuffer(string: chunk)) }
        continuation.finish(throwing: error)
    }
}

extension ObjectStore {
    func text(_ key: ObjectKey, range: Range<Int>? = nil) async throws -> String {
        var all = ByteBuffer()
        for try await chunk in try await get(key, range: range).body { all.writeImmutableBuffer(chunk) }
        return String(buffer: all)
    }
}
