import Foundation
import SystemPackage

/// A directory that one run of a program has to itself, removed when the run is over.
///
/// A worker that is killed cannot remove it. Therefore its maker holds a lock on it, which the kernel drops with the
/// process, and ``sweep(_:)`` removes the directories that nobody holds.
struct PrivateDirectory: Sendable {
    let path: String
    private let lock: FileDescriptor

    private static let prefix = "galley-tool-"

    /// Makes it under `scratch`, open to nobody else.
    init(under scratch: String) throws(SandboxError) {
        let id = UUID().uuidString.lowercased()
        let path = "\(scratch)/\(Self.prefix)\(id)"
        // Locked under a name that no sweep looks at, and only then named as what a sweep may remove.
        let unlocked = "\(scratch)/.galley-new-\(id)"
        do {
            try FileManager.default.createDirectory(
                atPath: unlocked, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            lock = try FileDescriptor.open(FilePath(unlocked), .readOnly, options: [.closeOnExec])
            // Nobody else knows the name, so the lock is free.
            _ = flock(lock.rawValue, LOCK_EX | LOCK_NB)
            try FileManager.default.moveItem(atPath: unlocked, toPath: path)
        } catch {
            throw .noPrivateDirectory(path: path, reason: "\(error)")
        }
        self.path = path
    }

    /// To be called once.
    func remove() {
        Self.remove(path)
        // Nothing was written to it.
        try? lock.close()
    }

    /// Removes what killed workers left under `scratch`.
    static func sweep(_ scratch: String) {
        // A scratch directory that cannot be listed holds nothing to sweep.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = "\(scratch)/\(name)"
            // Gone in the meantime, or another user's: not ours to remove.
            guard let lock = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec]) else {
                continue
            }
            if flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 { remove(path) }
            try? lock.close()  // Nothing was written to it.
        }
    }

    private static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // The program may have made directories that their owner may not change.
            open(path)
            // What cannot be removed even now is a file of no further use; the run's result stands.
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func open(_ path: String) {
        let inside = FileManager.default.enumerator(atPath: path)
        while let name = inside?.nextObject() as? String {
            // The kind of the item itself: a link must not lead out of the directory.
            guard inside?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory else { continue }
            // The next attempt to remove it tells.
            try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(path)/\(name)")
        }
    }

    /// The bytes of the plain files among `names`, each at most `limit` bytes.
    ///
    /// The program wrote them, so a name must not lead out of the directory by a symbolic link.
    func contents(of names: [String], limit: Int) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in names where !name.contains("/") {
            let file = "\(path)/\(name)"
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),  // Not written: left out.
                attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? Int, size <= limit,
                let data = FileManager.default.contents(atPath: file)
            else { continue }
            found[name] = [UInt8](data)
        }
        return found
    }
}
