import NIOCore
import NIOPosix

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Objects to and from files of this host, for programs that read and write files.
extension ObjectStore {
    /// Writes an object from a file, which must be a regular one and no symbolic link.
    @discardableResult
    public func put(
        _ key: ObjectKey, file path: String, metadata: [String: String] = [:], limit: Int
    ) async throws -> ObjectInfo {
        let file = try await blocking { try OpenFile(opening: path, flags: O_RDONLY | O_NOFOLLOW) }
        let size = try await blocking { try file.size() }
        return try await put(key, body: file.stream(0..<size), metadata: metadata, limit: limit)
    }

    /// Reads an object into a new file, mode 0600. Where it fails, no file is left.
    ///
    /// - Parameter path: where nothing may be yet.
    @discardableResult
    public func get(_ key: ObjectKey, toFile path: String, limit: Int = .max) async throws -> ObjectInfo {
        let object = try await get(key, range: nil)
        guard object.info.size <= limit else { throw ObjectStoreError.tooLarge(limit: limit) }
        let file = try await blocking {
            try OpenFile(opening: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        }
        do {
            for try await chunk in object.body { try await blocking { try file.append(chunk) } }
            // A stream ends early and without an error in a task that is cancelled.
            try Task.checkCancellation()
        } catch {
            _ = try await blocking { unlink(path) }
            throw error
        }
        return object.info
    }
}
