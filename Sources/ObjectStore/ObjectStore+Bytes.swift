import NIOCore

/// Whole objects that are small enough to be held in memory.
extension ObjectStore {
    /// Writes an object from bytes in memory.
    @discardableResult
    public func put(
        _ key: ObjectKey, bytes: ByteBuffer, metadata: [String: String] = [:]
    ) async throws -> ObjectInfo {
        try await put(key, body: OneChunk(buffer: bytes), metadata: metadata, limit: bytes.readableBytes)
    }

    /// Writes an object from bytes in memory.
    @discardableResult
    public func put(
        _ key: ObjectKey, bytes: some Collection<UInt8>, metadata: [String: String] = [:]
    ) async throws -> ObjectInfo {
        try await put(key, bytes: ByteBuffer(bytes: bytes), metadata: metadata)
    }

    /// Reads a whole object into memory; one of more than `limit` bytes is ``ObjectStoreError/tooLarge(limit:)``.
    public func bytes(_ key: ObjectKey, limit: Int) async throws -> ByteBuffer {
        let object = try await get(key, range: nil)
        guard object.info.size <= limit else { throw ObjectStoreError.tooLarge(limit: limit) }
        var bytes = ByteBuffer()
        bytes.reserveCapacity(object.info.size)
        for try await chunk in object.body { bytes.writeImmutableBuffer(chunk) }
        // A stream ends early and without an error in a task that is cancelled.
        try Task.checkCancellation()
        return bytes
    }
}

/// A body that is in memory already.
private struct OneChunk: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    let buffer: ByteBuffer

    func makeAsyncIterator() -> Iterator { Iterator(rest: buffer.readableBytes > 0 ? buffer : nil) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: ByteBuffer?

        mutating func next() async throws -> ByteBuffer? {
            defer { rest = nil }
            return rest
        }
    }
}
