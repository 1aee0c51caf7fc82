import Foundation
import NIOCore

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A store in a directory, which several processes, and several hosts that mount it, may share.
///
/// An object is written to a temporary file in the same file system, made durable with `fsync` and renamed: a crash
/// at any instruction leaves the old object or the new one, whole, with its own description (see ``ObjectFile``).
///
///     root/objects/acme/uploads/protocol.pdf.object
///     root/temporary/0c6f…
public struct DirectoryStore: ObjectStore {
    private let tree: ObjectTree
    private let temporary: OpenFile

    /// Opens a store, and makes its directories where they are missing.
    ///
    /// - Throws: ``ObjectStoreError/unavailable(_:)`` where this process may not write.
    public init(root: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
            let directory = try OpenFile(opening: root, flags: O_RDONLY | O_DIRECTORY)
            self.tree = ObjectTree(root: try Self.folder("objects", in: directory))
            self.temporary = try Self.folder("temporary", in: directory)
        } catch let error as SystemError {
            throw ObjectStoreError.unavailable("\(root): \(error.reason)")
        } catch {
            throw ObjectStoreError.unavailable("\(root): \(error.localizedDescription)")
        }
    }

    public func put(
        _ key: ObjectKey, body: any AsyncSequence<ByteBuffer, any Error> & Sendable, metadata: [String: String],
        limit: Int
    ) async throws -> ObjectInfo {
        let writer = try await run { try ObjectWriter(in: temporary, limit: limit) }
        do {
            for try await chunk in body { try await run { try writer.append(chunk) } }
            // A stream ends early and without an error in a task that is cancelled.
            try Task.checkCancellation()
            return try await run { try writer.publish(key, metadata: metadata, tree: tree) }
        } catch {
            // At once, and not when the last thread lets go of the writer.
            try await run { writer.discard() }
            throw error
        }
    }

    public func create(_ key: ObjectKey, bytes: ByteBuffer) async throws {
        try await run {
            let writer = try ObjectWriter(in: temporary, limit: bytes.readableBytes)
            try writer.append(bytes)
            try writer.publish(key, metadata: [:], tree: tree, replacing: false)
        }
    }

    public func get(_ key: ObjectKey, range: Range<Int>?) async throws -> StoredObject {
        try await run {
            guard let file = try tree.open(ObjectPath(key)) else { throw ObjectStoreError.notFound(key) }
            let info = try ObjectFile.info(of: file)
            let part = (range ?? 0..<info.size).clamped(to: 0..<info.size)
            return StoredObject(info: info, body: file.stream(part))
        }
    }

    public func head(_ key: ObjectKey) async throws -> ObjectInfo? {
        try await run { try tree.open(ObjectPath(key)).map { try ObjectFile.info(of: $0) } }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await run { try tree.remove(ObjectPath(key)) }
    }

    public func list(prefix: String, after cursor: String?, limit: Int) async throws -> [ObjectInfo] {
        try await run {
            var walk = ObjectWalk(prefix: prefix, after: cursor, limit: limit)
            try walk.visit(tree.root, path: "")
            return walk.found
        }
    }

    /// What is removed are temporary files.
    public func prune(olderThan age: Duration) async throws -> Int {
        try await run {
            let oldest = Date().timeIntervalSince1970 - Double(age.components.seconds)
            return try temporary.names().count { name in
                var status = stat()
                guard fstatat(temporary.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                    Double(status.modified) <= oldest
                else { return false }
                return unlinkat(temporary.descriptor, name, 0) == 0
            }
        }
    }

    private static func folder(_ name: String, in directory: OpenFile) throws -> OpenFile {
        if mkdirat(directory.descriptor, name, 0o750) != 0, errno != EEXIST {
            throw SystemError(call: "mkdirat", code: errno)
        }
        return try OpenFile(at: directory, name: name, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Runs a step on a thread that may wait, and turns the system's errors into the contract's.
    private func run<Value: Sendable>(_ step: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await blocking(step)
        } catch let error as SystemError {
            throw ObjectStoreError.unavailable(error.reason)
        }
    }
}

extension stat {
    /// When it was last written to, in whole seconds since 1970.
    fileprivate var modified: Int {
        #if canImport(Darwin)
        st_mtimespec.tv_sec
        #else
        st_mtim.tv_sec
        #endif
    }
}
