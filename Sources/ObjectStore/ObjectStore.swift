import NIOCore

/// Where sources, artifacts and results lie: every API process and every worker sees the same objects.
///
/// An object appears whole or not at all: a reader never sees part of one being written. Directory, memory
/// and S3 stores pass one conformance suite. All throw ``ObjectStoreError``; errors of a body that is being read
/// for ``put(_:body:metadata:limit:)`` pass through.
public protocol ObjectStore: Sendable {
    /// Writes an object, replacing the one that was there; nothing, when its task is cancelled before the body has ended.
    ///
    /// - Parameters:
    ///   - body: its bytes, read once, never held in memory whole.
    ///   - limit: the most bytes taken; beyond, ``ObjectStoreError/tooLarge(limit:)`` and nothing is left behind.
    func put(
        _ key: ObjectKey, body: any AsyncSequence<ByteBuffer, any Error> & Sendable, metadata: [String: String],
        limit: Int
    ) async throws -> ObjectInfo

    /// Writes a small object unless there is one under this key. Of several writers one wins and the others change
    /// nothing; whoever must know which reads what is there.
    func create(_ key: ObjectKey, bytes: ByteBuffer) async throws

    /// Opens an object, or a part of it: `range` in bytes, clamped to its size.
    func get(_ key: ObjectKey, range: Range<Int>?) async throws -> StoredObject

    /// What is known of an object without reading it; nil when there is none.
    func head(_ key: ObjectKey) async throws -> ObjectInfo?

    /// Removes an object; one that is not there is no error.
    func delete(_ key: ObjectKey) async throws

    /// The objects whose key begins with a prefix, in the order of their keys, after `cursor`, at most `limit`.
    func list(prefix: String, after cursor: String?, limit: Int) async throws -> [ObjectInfo]

    /// Removes what killed writers left behind that nobody has written to for `age`, which is longer than any writer
    /// takes. It was never visible.
    ///
    /// - Returns: how many were removed.
    @discardableResult
    func prune(olderThan age: Duration) async throws -> Int
}

/// An object opened for reading.
public struct StoredObject: Sendable {
    /// The most bytes in one chunk of ``body``.
    public static let maxChunkBytes = 256 * 1024

    public let info: ObjectInfo
    /// The bytes asked for, in chunks of at most ``maxChunkBytes``; to be read once.
    public let body: AsyncThrowingStream<ByteBuffer, any Error>

    public init(info: ObjectInfo, body: AsyncThrowingStream<ByteBuffer, any Error>) {
        self.info = info
        self.body = body
    }
}
