import Foundation
import NIOCore
import ObjectStore

/// Takes files into the store: streamed, told by content, never whole in memory.
struct FileIntake: Sendable {
    let store: any ObjectStore
    let sniffer: any UploadSniffing
    /// The largest file, in bytes.
    let limit: Int

    /// - Throws: ``Problem``: 413, or 415 naming the file and what it is.
    func take(_ source: @escaping UploadHead.Source, to key: ObjectKey, name: String) async throws -> ObjectInfo {
        let head = try await UploadHead(reading: source)
        switch sniffer.kind(of: head.bytes, isWhole: head.isWhole, name: name) {
        case .unreadable(let reason):
            throw Problem.unsupportedType(reason)
        case .readable(let format):
            do {
                return try await store.put(
                    key, body: head.body, metadata: [UploadHead.formatName: format], limit: limit)
            } catch ObjectStoreError.tooLarge {
                throw Problem.tooLarge("The file \(name) is larger than the \(limit) bytes that are taken.")
            }
        }
    }

    /// A place for a file that arrived before its name.
    func stage(_ source: @escaping UploadHead.Source, name: String, organization: String) async throws -> ObjectInfo {
        guard let key = ObjectKey("staging/\(organization)/\(UUID().uuidString.lowercased())") else {
            throw Problem.internalError
        }
        return try await take(source, to: key, name: name)
    }

    /// Brings a staged file to its place, again by streaming.
    func move(_ staged: ObjectInfo, to key: ObjectKey) async throws -> ObjectInfo {
        let object = try await store.get(staged.key, range: nil)
        let info = try await store.put(key, body: object.body, metadata: staged.metadata, limit: limit)
        try await store.delete(staged.key)
        return info
    }
}
