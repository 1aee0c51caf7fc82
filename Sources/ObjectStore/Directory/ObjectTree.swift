#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The folders of a directory store, entered one by one from its root.
///
/// Each step opens a name inside an open directory and refuses symbolic links, so nothing that lies in the store can
/// lead out of it, whatever is renamed meanwhile.
struct ObjectTree: Sendable {
    let root: OpenFile

    /// How often a put begins again because a delete removed the empty folder that it had just entered.
    private static let maxTries = 100

    /// Moves a finished file to its place and makes the move durable.
    func adopt(_ source: OpenFile, _ name: String, as path: ObjectPath) throws {
        try place(path) { folder in
            _ = try SystemError.check("renameat") { renameat(source.descriptor, name, folder.descriptor, path.file) }
        }
    }

    /// Gives a finished file its place too, unless there is a file, and makes that durable.
    func link(_ source: OpenFile, _ name: String, as path: ObjectPath) throws {
        try place(path) { folder in
            do {
                _ = try SystemError.check("linkat") {
                    linkat(source.descriptor, name, folder.descriptor, path.file, 0)
                }
            } catch let error as SystemError where error.code == EEXIST {
                return
            }
        }
    }

    private func place(_ path: ObjectPath, _ move: (OpenFile) throws -> Void) throws {
        for attempt in 1... {
            do {
                let folder = try makeFolders(path.folders)
                try move(folder)
                _ = try SystemError.check("fsync") { fsync(folder.descriptor) }
                return
            } catch let error as SystemError where error.code == ENOENT && attempt < Self.maxTries {
                continue
            }
        }
    }

    /// Opens a file for reading; nil when it or a folder on the way is not there.
    func open(_ path: ObjectPath) throws -> OpenFile? {
        guard let folder = try enter(path.folders) else { return nil }
        return try Self.nilIfAbsent { try OpenFile(at: folder, name: path.file, flags: O_RDONLY | O_NONBLOCK) }
    }

    /// Removes a file, then the folders that it leaves empty.
    func remove(_ path: ObjectPath) throws {
        guard let folder = try enter(path.folders) else { return }
        guard
            try Self.nilIfAbsent({
                try SystemError.check("unlinkat") { unlinkat(folder.descriptor, path.file, 0) }
            }) != nil
        else { return }
        _ = try SystemError.check("fsync") { fsync(folder.descriptor) }
        var folders = path.folders
        while let last = folders.popLast(), let parent = try enter(folders) {
            guard unlinkat(parent.descriptor, last, AT_REMOVEDIR) == 0 else { break }
        }
    }

    /// Opens a folder; nil when it is not there.
    func enter(_ folders: [String]) throws -> OpenFile? {
        try Self.nilIfAbsent {
            try folders.reduce(root) { try OpenFile(at: $0, name: $1, flags: O_RDONLY | O_DIRECTORY) }
        }
    }

    private func makeFolders(_ folders: [String]) throws -> OpenFile {
        try folders.reduce(root) { parent, name in
            if mkdirat(parent.descriptor, name, 0o750) == 0 {
                _ = try SystemError.check("fsync") { fsync(parent.descriptor) }
            } else if errno != EEXIST {
                throw SystemError(call: "mkdirat", code: errno)
            }
            return try OpenFile(at: parent, name: name, flags: O_RDONLY | O_DIRECTORY)
        }
    }

    private static func nilIfAbsent<Value>(_ body: () throws -> Value) throws -> Value? {
        do { return try body() } catch let error as SystemError where error.code == ENOENT { return nil }
    }
}
