import NIOCore

/// The first bytes of an upload, read ahead to tell what it is, and then all of it as a body for the store.
struct UploadHead: Sendable {
    /// How much is read ahead, in bytes: what a sniffer looks at.
    static let size = 64 << 10
    /// Under this name the store keeps what a file was found to be.
    static let formatName = "format"

    /// Gives the next bytes; nil at the end.
    typealias Source = @Sendable () async throws -> ByteBuffer?

    let bytes: [UInt8]
    /// There is no more than these.
    let isWhole: Bool
    /// The whole upload from its first byte, pulled from its source as the store takes it.
    let body: AsyncThrowingStream<ByteBuffer, any Error>

    init(reading source: @escaping Source) async throws {
        var chunks: [ByteBuffer] = []
        var count = 0
        var isWhole = false
        while count < Self.size {
            guard let chunk = try await source() else {
                isWhole = true
                break
            }
            chunks.append(chunk)
            count += chunk.readableBytes
        }
        bytes = Array(chunks.lazy.flatMap(\.readableBytesView).prefix(Self.size))
        self.isWhole = isWhole && count <= Self.size
        let replay = Replay(chunks: chunks, isWhole: isWhole, source: source)
        body = AsyncThrowingStream { try await replay.next() }
    }

    private actor Replay {
        private var chunks: ArraySlice<ByteBuffer>
        private let isWhole: Bool
        private let source: Source

        init(chunks: [ByteBuffer], isWhole: Bool, source: @escaping Source) {
            self.chunks = chunks[...]
            self.isWhole = isWhole
            self.source = source
        }

        func next() async throws -> ByteBuffer? {
            if let chunk = chunks.popFirst() { return chunk }
            return isWhole ? nil : try await source()
        }
    }
}
