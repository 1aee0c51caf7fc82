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
/// Dropped without ``publish(_:metadata:tree:replacing:)``, it leaves nothing behind; killed, it leaves a temporary
/// file that ``DirectoryStore/prune(olderThan:)`` removes.
final class ObjectWriter: Sendable {
    private struct Progress {
        var hash = SHA256()
        var size = 0
        /// Whether the temporary name is no more.
        var isGone = false
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

    deinit { discard() }

    /// Removes the temporary file, unless it has become the object.
    func discard() {
        progress.withLock { progress in
            if !progress.isGone { unlinkat(folder.descriptor, name, 0) }
            progress.isGone = true
        }
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
    ///
    /// - Parameter replacing: whether an object that is there gives way; otherwise it stays, and this one is dropped.
    @discardableResult
    func publish(
        _ key: ObjectKey, metadata: [String: String], tree: ObjectTree, replacing: Bool = true
    ) throws -> ObjectInfo {
        let info = progress.withLock { progress in
            ObjectInfo(
                key: key, size: progress.size, sha256: progress.hash.finalize().hexadecimal, metadata: metadata,
                modifiedAt: Date())
        }
        try file.append(try ObjectFile.footer(info))
        _ = try SystemError.check("fsync") { fsync(file.descriptor) }
        if replacing {
            try tree.adopt(folder, name, as: ObjectPath(key))
            progress.withLock { $0.isGone = true }
        } else {
            // A second name for the file, or none where there is an object; the first one goes in either case.
            try tree.link(folder, name, as: ObjectPath(key))
            discard()
        }
        return info
    }
}
