import Crypto
import Foundation
import NIOCore
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// An object being written: a temporary file in the store's own file system, invisible until it is published.
///
/// Dropped without ``publish(_:metadata:tree:)``, it leaves nothing behind; killed, it leaves a temporary file that
/// ``DirectoryStore/prune(olderThan:)`` removes.
final class ObjectWriter: Sendable {
    private struct Progress {
        var hash = SHA256()
        var size = 0
        var isPublished = false
    }

    private let folder: OpenFile
    private let name: String
    private let file: OpenFile
    private let limit: Int
    private let progress = Mutex(Progress())

    init(in folder: OpenFile, limit: Int) throws {
        self.folder = folder
        self.limit = limit
        self.name = UUID().uuidString.lowercased()
        self.file = try OpenFile(at: folder, name: name, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o640)
    }

    deinit {
        if !progress.withLock(\.isPublished) { unlinkat(folder.descriptor, name, 0) }
    }

    func append(_ chunk: ByteBuffer) throws {
        try progress.withLock { progress in
            guard chunk.readableBytes <= limit - progress.size else { throw ObjectStoreError.tooLarge(limit: limit) }
            progress.hash.update(chunk)
            progress.size += chunk.readableBytes
        }
        try file.append(chunk)
    }

    /// Makes the bytes durable and visible under their key, in this order.
    func publish(_ key: ObjectKey, metadata: [String: String], tree: ObjectTree) throws -> ObjectInfo {
        let info = progress.withLock { progress in
            ObjectInfo(
                key: key, size: progress.size, sha256: progress.hash.finalize().hexadecimal, metadata: metadata,
                modifiedAt: Date())
        }
        try file.append(try ObjectFile.footer(info))
        _ = try SystemError.check("fsync") { fsync(file.descriptor) }
        try tree.adopt(folder, name, as: ObjectPath(key))
        progress.withLock { $0.isPublished = true }
        return info
    }
}
