import Foundation

/// A directory that one run of a program has to itself, removed when the run is over.
struct PrivateDirectory: Sendable {
    let path: String

    /// Makes it under `scratch`, open to nobody else.
    init(under scratch: String) throws(SandboxError) {
        let path = "\(scratch)/galley-tool-\(UUID().uuidString.lowercased())"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .noPrivateDirectory(path: path, reason: "\(error)")
        }
        self.path = path
    }

    func remove() {
        // What cannot be removed now is a file of no further use; the run's result stands.
        try? FileManager.default.removeItem(atPath: path)
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
