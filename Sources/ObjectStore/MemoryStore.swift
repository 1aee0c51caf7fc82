import Crypto
import Foundation
import NIOCore

/// A store in this process's memory, for tests and tries: it keeps the same promises as any other, until the process ends.
public actor MemoryStore: ObjectStore {
    private struct Entry {
        var info: ObjectInfo
        var bytes: ByteBuffer
    }

    private var entries: [ObjectKey: Entry] = [:]

    public init() {}

    public func put(
        _ key: ObjectKey, body: any AsyncSequence<ByteBuffer, any Error> & Sendable, metadata: [String: String],
        limit: Int
    ) async throws -> ObjectInfo {
        var bytes = ByteBuffer()
        for try await chunk in body {
            guard bytes.readableBytes + chunk.readableBytes <= limit else {
                throw ObjectStoreError.tooLarge(limit: limit)
            }
            bytes.writeImmutableBuffer(chunk)
        }
        // A stream ends early and without an error in a task that is cancelled.
        try Task.checkCancellation()
        let info = Self.info(key, bytes, metadata: metadata)
        entries[key] = Entry(info: info, bytes: bytes)
        return info
    }

    public func create(_ key: ObjectKey, bytes: ByteBuffer) {
        guard entries[key] == nil else { return }
        entries[key] = Entry(info: Self.info(key, bytes, metadata: [:]), bytes: bytes)
    }

    public func get(_ key: ObjectKey, range: Range<Int>?) async throws -> StoredObject {
        guard let entry = entries[key] else { throw ObjectStoreError.notFound(key) }
        let part = (range ?? 0..<entry.info.size).clamped(to: 0..<entry.info.size)
        var rest = entry.bytes.getSlice(at: entry.bytes.readerIndex + part.lowerBound, length: part.count)
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        while let length = rest?.readableBytes, length > 0,
            let chunk = rest?.readSlice(length: min(length, StoredObject.maxChunkBytes))
        {
            continuation.yield(chunk)
        }
        continuation.finish()
        return StoredObject(info: entry.info, body: stream)
    }

    public func head(_ key: ObjectKey) async throws -> ObjectInfo? { entries[key]?.info }

    public func delete(_ key: ObjectKey) async throws { entries[key] = nil }

    public func list(prefix: String, after cursor: String?, limit: Int) async throws -> [ObjectInfo] {
        let keys = entries.keys.filter { key in
            guard key.hasPrefix(prefix) else { return false }
            guard let cursor else { return true }
            return cursor.utf8.lexicographicallyPrecedes(key.description.utf8)
        }
        return keys.sorted().prefix(max(0, limit)).compactMap { entries[$0]?.info }
    }

    /// A writer that is killed takes the store with it.
    public func prune(olderThan age: Duration) -> Int { 0 }

    private static func info(_ key: ObjectKey, _ bytes: ByteBuffer, metadata: [String: String]) -> ObjectInfo {
        ObjectInfo(
            key: key, size: bytes.readableBytes, sha256: SHA256.hash(of: bytes).hexadecimal, metadata: metadata,
            modifiedAt: Date())
    }
}
