#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Goes through a directory store in the order of the keys, entering only folders that can hold what is asked for.
struct ObjectWalk {
    let prefix: [UInt8]
    let cursor: [UInt8]?
    let limit: Int
    private(set) var found: [ObjectInfo] = []

    init(prefix: String, after cursor: String?, limit: Int) {
        self.prefix = Array(prefix.utf8)
        self.cursor = cursor.map { Array($0.utf8) }
        self.limit = limit
    }

    /// - Parameter path: the key's parts so far, with a slash behind each.
    mutating func visit(_ folder: OpenFile, path: String) throws {
        for entry in try entries(of: folder, path: path) {
            guard found.count < limit else { return }
            do {
                try visit(entry, in: folder)
            } catch let error as SystemError where error.code == ENOENT {
                continue  // Deleted while we were walking.
            }
        }
    }

    private mutating func visit(_ entry: Entry, in folder: OpenFile) throws {
        if entry.isFolder {
            try visit(OpenFile(at: folder, name: entry.name, flags: O_RDONLY | O_DIRECTORY), path: entry.key)
        } else {
            let file = try OpenFile(at: folder, name: entry.name, flags: O_RDONLY | O_NONBLOCK)
            found.append(try ObjectFile.info(of: file))
        }
    }

    /// What lies in a folder and may matter, in the order of the keys: a folder's key ends in a slash, so that it
    /// comes after `a-b` and before `a0`, as its objects' keys do.
    private func entries(of folder: OpenFile, path: String) throws -> [Entry] {
        let entries = try folder.names().compactMap { Entry(name: $0, path: path) }.filter(isWanted)
        return entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private func isWanted(_ entry: Entry) -> Bool {
        let key = Array(entry.key.utf8)
        guard entry.isFolder else {
            return key.starts(with: prefix) && (cursor.map { $0.lexicographicallyPrecedes(key) } ?? true)
        }
        guard key.starts(with: prefix) || prefix.starts(with: key) else { return false }
        return cursor.map { $0.lexicographicallyPrecedes(key) || $0.starts(with: key) } ?? true
    }

    private struct Entry {
        let name: String
        let key: String
        let isFolder: Bool

        init?(name: String, path: String) {
            if let part = ObjectPath.part(ofFile: name) {
                self.init(name: name, key: path + part, isFolder: false)
            } else if let part = ObjectPath.part(ofFolder: name) {
                self.init(name: name, key: path + part + "/", isFolder: true)
            } else {
                return nil
            }
        }

        private init(name: String, key: String, isFolder: Bool) {
            self.name = name
            self.key = key
            self.isFolder = isFolder
        }
    }
}
