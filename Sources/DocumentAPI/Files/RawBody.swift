import Hummingbird
import NIOCore

/// A request's body as a source of bytes that may be handed from one task to another.
actor RawBody {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) {
        iterator = body.makeAsyncIterator()
    }

    /// The iterator is taken out while it waits, for an actor may be entered meanwhile.
    func next() async throws -> ByteBuffer? {
        var own = iterator
        let bytes = try await own.next(isolation: self)
        iterator = own
        return bytes
    }
}
