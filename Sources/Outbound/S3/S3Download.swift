import AsyncHTTPClient
import NIOCore
import ObjectStore

/// The bytes of an object as they come. After a cut it goes on where it was, as long as the object is still the same.
actor S3Download {
    private let client: S3Client
    private let request: S3Request
    private let etag: String
    private let end: Int
    private var position: Int
    private var bytes: HTTPClientResponse.Body.AsyncIterator
    /// What has come and is more than one chunk may have.
    private var rest = ByteBuffer()
    /// Cuts in a row without a byte in between.
    private var cuts = 0

    init(_ client: S3Client, _ request: S3Request, _ response: HTTPClientResponse, range: Range<Int>, etag: String) {
        self.client = client
        self.request = request
        self.etag = etag
        self.position = range.lowerBound
        self.end = range.upperBound
        self.bytes = response.body.makeAsyncIterator()
    }

    /// The next chunk, of at most ``StoredObject/maxChunkBytes``; nil at the end.
    ///
    /// - Throws: ``ObjectStoreError/unavailable(_:)``
    func next() async throws -> ByteBuffer? {
        do {
            while rest.readableBytes == 0 {
                guard position < end else { return nil }
                try await fill()
            }
        } catch let failure as S3Failure {
            throw ObjectStoreError.unavailable(failure.reason)
        }
        let length = min(rest.readableBytes, StoredObject.maxChunkBytes)
        return rest.readSlice(length: length)
    }

    /// Takes the next bytes of the connection, or makes another one.
    private func fill() async throws {
        do {
            // The iterator is taken out while it waits, for an actor may be entered meanwhile.
            var own = bytes
            let chunk = try await own.next(isolation: self)
            bytes = own
            guard let chunk, chunk.readableBytes <= end - position else {
                throw S3Failure.unreachable("an object ended too early or too late")
            }
            position += chunk.readableBytes
            rest = chunk
            cuts = 0
        } catch {
            guard let failure = S3Failure(error) else { throw CancellationError() }
            try await resume(after: failure)
        }
    }

    private func resume(after failure: S3Failure) async throws {
        cuts += 1
        guard cuts < client.backoff.maxTries else { throw failure }
        var request = request
        request.headers = [("range", (position..<end).field), ("if-match", etag)]
        do {
            bytes = try await client.open(request).body.makeAsyncIterator()
        } catch S3Failure.refused(status: 412, _), S3Failure.refused(status: 404, _) {
            throw S3Failure.unreachable("the connection was cut, and the object has changed since")
        }
    }
}
