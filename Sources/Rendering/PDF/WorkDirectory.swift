import Foundation

/// A directory of our own in which files are laid out for a program to read, removed when the work is done.
struct WorkDirectory: Sendable {
    let path: String

    /// Open to nobody else.
    init() throws {
        // The real path, because the programs' confinement compares places and not names.
        let base = URL(filePath: NSTemporaryDirectory()).resolvingSymlinksInPath()
        path = base.appending(path: "galley-render-\(UUID().uuidString.lowercased())").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// - Returns: the path of the written file.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    func remove() {
        // What cannot be removed now is of no further use; the result stands.
        try? FileManager.default.removeItem(atPath: path)
    }
}
