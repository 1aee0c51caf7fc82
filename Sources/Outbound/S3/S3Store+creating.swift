import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore

extension S3Store {
    /// Writes an object unless there is one, by a conditional write.
    ///
    /// A server that knows no such write is asked first and written to then; two writers at the same instant may there
    /// both succeed, and what lies there afterwards is one of the two.
    func createOnServer(_ key: ObjectKey, _ bytes: ByteBuffer) async throws {
        let body = S3Body(bytes)
        let info = ObjectInfo(key: key, size: body.count, sha256: body.sha256, metadata: [:], modifiedAt: Date())
        let fields = ObjectHeaders.fields(for: info) + [("content-type", "application/octet-stream")]
        do {
            try await client.send(
                S3Request(.PUT, path(key), headers: fields + [("if-none-match", "*")], body: body))
        } catch S3Failure.refused(status: 412, _) {
            return
        } catch S3Failure.refused(status: 501, _) {
            guard try await !exists(path(key)) else { return }
            try await client.send(S3Request(.PUT, path(key), headers: fields, body: body))
        }
    }
}
