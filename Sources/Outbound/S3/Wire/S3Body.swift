import Crypto
import NIOCore
import ObjectStore

/// Bytes to send, as often as need be, in blocks of one size.
///
/// Blocks, since an allocator gives megabytes in one piece back late, and keeps some for each thread that held them.
struct S3Body: Sendable {
    private static let blockBytes = 64 * 1024

    private(set) var blocks: [ByteBuffer] = []
    /// In bytes.
    private(set) var count = 0

    init() {}

    init(_ buffer: ByteBuffer) {
        var buffer = buffer
        fill(from: &buffer, upTo: buffer.readableBytes)
    }

    /// Takes bytes until there are no more, or it has `limit` of them.
    mutating func fill(from chunk: inout ByteBuffer, upTo limit: Int) {
        while chunk.readableBytes > 0, count < limit {
            let used = count % Self.blockBytes
            if used == 0 { blocks.append(ByteBufferAllocator().buffer(capacity: Self.blockBytes)) }
            let length = Swift.min(chunk.readableBytes, Self.blockBytes - used, limit - count)
            guard var piece = chunk.readSlice(length: length) else { return }
            count += length
            blocks[blocks.count - 1].writeBuffer(&piece)
        }
    }

    /// In lower-case hexadecimal.
    var sha256: String {
        var hash = SHA256()
        for block in blocks { block.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
        return hash.finalize().hexadecimal
    }
}

extension S3Body: AsyncSequence {
    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var blocks: IndexingIterator<[ByteBuffer]>

        mutating func next() async -> ByteBuffer? { blocks.next() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(blocks: blocks.makeIterator()) }
}
