import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore

/// One object being written. What fits into one part goes up in one request; anything larger in parts of which one is
/// held in memory at a time.
///
/// S3 wants an object's metadata before its first part, and the digest is known after its last. So parts go to a
/// staging key, and the whole is then copied to its place by the server, together with all that is known of it: until
/// then nothing is visible, and what a killed writer leaves is found by ``S3Upkeep``.
struct S3Upload {
    let store: S3Store
    let key: ObjectKey
    let metadata: [String: String]

    private let staging: String
    private var part = S3Body()
    private var hash = SHA256()
    private var size = 0
    /// Nil until the first part has gone.
    private var id: String?
    private var etags: [String] = []

    /// All parts but the last have as much; S3 takes no smaller ones than 5 MiB, and no more than 10,000.
    static let partBytes = 5 << 20

    init(store: S3Store, key: ObjectKey, metadata: [String: String]) {
        self.store = store
        self.key = key
        self.metadata = metadata
        self.staging = store.prefix + S3Upkeep.staging + UUID().uuidString.lowercased()
    }

    mutating func run(
        _ body: any AsyncSequence<ByteBuffer, any Error> & Sendable, limit: Int
    ) async throws -> ObjectInfo {
        do {
            for try await chunk in body { try await append(chunk, limit: min(limit, S3Store.maxObjectBytes)) }
            // A stream ends early and without an error in a task that is cancelled.
            try Task.checkCancellation()
            return try await publish()
        } catch {
            await cleanUp()
            throw error
        }
    }

    private mutating func append(_ chunk: ByteBuffer, limit: Int) async throws {
        guard chunk.readableBytes <= limit - size else { throw ObjectStoreError.tooLarge(limit: limit) }
        size += chunk.readableBytes
        chunk.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        var chunk = chunk
        while chunk.readableBytes > 0 {
            if part.count == Self.partBytes { try await sendPart() }
            part.fill(from: &chunk, upTo: Self.partBytes)
        }
    }

    private mutating func publish() async throws -> ObjectInfo {
        let info = ObjectInfo(
            key: key, size: size, sha256: hash.finalize().hexadecimal, metadata: metadata, modifiedAt: Date())
        guard id != nil else {
            try await store.client.send(
                S3Request(.PUT, store.path(key), headers: ObjectHeaders.fields(for: info) + [Self.type], body: part))
            return info
        }
        try await sendPart()
        try await complete()
        try await store.copy(from: staging, to: info, extra: [Self.type])
        // The object is in its place; a copy left behind is removed with those of killed writers.
        _ = try? await store.client.send(S3Request(.DELETE, staging))
        return info
    }

    private mutating func sendPart() async throws {
        let id = try await begun()
        let query = [("partNumber", "\(etags.count + 1)"), ("uploadId", id)]
        let answer = try await store.client.send(S3Request(.PUT, staging, query: query, body: part))
        guard let etag = answer.headers.first(name: "etag") else {
            throw S3Failure.malformed("the S3 server answers without a part's tag")
        }
        etags.append(etag)
        part = S3Body()
    }

    private mutating func begun() async throws -> String {
        if let id { return id }
        let request = S3Request(.POST, staging, query: [("uploads", "")], headers: [Self.type])
        let id = try await store.client.ask(request, for: "UploadId")["UploadId"]?.text ?? ""
        self.id = id
        return id
    }

    private func complete() async throws {
        let parts = etags.enumerated().map { number, etag in
            "<Part><PartNumber>\(number + 1)</PartNumber><ETag>\(etag.escapedForXML)</ETag></Part>"
        }
        let xml = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
        let request = S3Request(
            .POST, staging, query: [("uploadId", id ?? "")], headers: [("content-type", "application/xml")],
            body: S3Body(ByteBuffer(string: xml)))
        do {
            _ = try await store.client.ask(request, for: "ETag")
        } catch S3Failure.refused(status: 404, code: "NoSuchUpload") {
            // It was completed, and the answer to that was lost: nobody else writes under this key.
            guard try await store.exists(staging) else { throw S3Failure.unreachable("an upload was removed") }
        }
    }

    /// Removes the parts, as far as that can be done now: the task may have been cancelled, so another one does it.
    private func cleanUp() async {
        guard let id else { return }
        let (client, staging) = (store.client, staging)
        await Task {
            // What stays behind is removed with what killed writers leave.
            _ = try? await client.sendOnce(S3Request(.DELETE, staging, query: [("uploadId", id)]))
            _ = try? await client.sendOnce(S3Request(.DELETE, staging))
        }.value
    }

    private static let type = (name: "content-type", value: "application/octet-stream")
}

extension String {
    fileprivate var escapedForXML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
