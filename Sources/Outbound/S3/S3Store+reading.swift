import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore

extension S3Store {
    /// How often an object is looked at anew that changes under the look.
    private static let looks = 3

    /// What is known of an object; one without a digest is taken in first.
    func info(_ key: ObjectKey) async throws -> ObjectInfo {
        for _ in 0..<Self.looks {
            let headers = try ObjectHeaders(try await client.send(S3Request(.HEAD, path(key))).headers)
            if let info = headers.info(of: key) { return info }
            try await adopt(key, headers)
        }
        throw S3Failure.unreachable("an object is rewritten faster than it can be read")
    }

    /// Whether there is an object of this name in the bucket.
    func exists(_ path: String) async throws -> Bool {
        do {
            try await client.send(S3Request(.HEAD, path))
            return true
        } catch S3Failure.refused(status: 404, _) {
            return false
        }
    }

    func open(_ key: ObjectKey, _ range: Range<Int>?) async throws -> StoredObject {
        if let range, range.isEmpty { return StoredObject(info: try await info(key), body: .empty) }
        for _ in 0..<Self.looks {
            let request = S3Request(.GET, path(key), headers: range.map { [("range", $0.field)] } ?? [])
            let response: HTTPClientResponse
            do {
                response = try await client.open(request)
            } catch S3Failure.refused(status: 416, _) {
                return StoredObject(info: try await info(key), body: .empty)
            }
            guard range == nil || response.status == .partialContent else {
                throw S3Failure.malformed("the S3 server answers a question for a part with the whole")
            }
            let headers = try ObjectHeaders(response.headers)
            if let info = headers.info(of: key) {
                let part = (range ?? 0..<info.size).clamped(to: 0..<info.size)
                let download = S3Download(client, request, response, range: part, etag: headers.etag)
                return StoredObject(info: info, body: AsyncThrowingStream { try await download.next() })
            }
            try await adopt(key, headers)
        }
        throw S3Failure.unreachable("an object is rewritten faster than it can be read")
    }

    /// Takes in an object that another program put into the bucket: reads it once, and writes its digest beside it.
    ///
    /// The copy of the object onto itself is refused when the object has changed since, and then nothing is done.
    private func adopt(_ key: ObjectKey, _ headers: ObjectHeaders) async throws {
        let request = S3Request(.GET, path(key), headers: [("if-match", headers.etag)])
        do {
            let response = try await client.open(request)
            let download = S3Download(client, request, response, range: 0..<headers.size, etag: headers.etag)
            var hash = SHA256()
            while let chunk = try await download.next() {
                chunk.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
            }
            let info = ObjectInfo(
                key: key, size: headers.size, sha256: hash.finalize().hexadecimal, metadata: headers.metadata,
                modifiedAt: headers.modifiedAt)
            try await copy(
                from: path(key), to: info,
                extra: [("content-type", headers.contentType), ("x-amz-copy-source-if-match", headers.etag)])
        } catch S3Failure.refused(status: 412, _) {
            return
        }
    }

    /// Lets the server copy an object, in one step and without its bytes passing here.
    func copy(
        from source: String, to info: ObjectInfo, extra: [(name: String, value: String)] = []
    ) async throws {
        let place = "/\(client.address.bucket)/\(source.percentEncoded(keepingSlashes: true))"
        let headers =
            [("x-amz-copy-source", place), ("x-amz-metadata-directive", "REPLACE")]
            + ObjectHeaders.fields(for: info) + extra
        _ = try await client.ask(S3Request(.PUT, path(info.key), headers: headers), for: "ETag")
    }
}

extension Range<Int> {
    /// The value of `Range` (RFC 9110, 14.2), which counts the last byte in.
    var field: String { "bytes=\(Swift.max(0, lowerBound))-\(upperBound - 1)" }
}

extension AsyncThrowingStream<ByteBuffer, any Error> {
    fileprivate static var empty: Self { AsyncThrowingStream { nil } }
}
