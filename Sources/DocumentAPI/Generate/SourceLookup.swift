import Documents
import NIOCore
import ObjectStore

/// Finds the sources of a request: each exists, belongs to the organization, and can be read.
///
/// One look each, in parallel, since type and size were recorded at the upload; what needs reading is `extract`'s.
struct SourceLookup: Sendable {
    let store: any ObjectStore
    let sniffer: any UploadSniffing
    let options: APIOptions

    /// - Throws: ``Problem``: 422, 403, 404, 413 or 415, naming the file. The first by order of the paths.
    func sources(_ paths: [String], organization: String) async throws -> [SourceFile] {
        let keys = try keys(paths, organization: organization)
        let looks = await withTaskGroup(of: Look.self) { group in
            for (index, key) in keys.enumerated() {
                group.addTask { await look(at: key, index) }
            }
            var looks: [Look] = []
            for await look in group { looks.append(look) }
            return looks
        }
        var sources: [SourceFile] = []
        for look in looks.sorted(by: { $0.index < $1.index }) { sources.append(try look.result.get()) }
        return sources
    }

    /// What came of one look, and for which path.
    private struct Look: Sendable {
        var index: Int
        var result: Result<SourceFile, any Error>
    }

    private func look(at key: ObjectKey, _ index: Int) async -> Look {
        do {
            return Look(index: index, result: .success(try await source(key)))
        } catch {
            return Look(index: index, result: .failure(error))
        }
    }

    private func keys(_ paths: [String], organization: String) throws -> [ObjectKey] {
        var faults: [Problem.Fault] = []
        var keys: [ObjectKey] = []
        for (index, path) in paths.enumerated() {
            let pointer = "/file_paths/\(index)"
            guard let key = key(path) else {
                faults.append(.init(pointer: pointer, detail: "is not the path of a file: \(path)"))
                continue
            }
            guard !keys.contains(key) else {
                faults.append(.init(pointer: pointer, detail: "names the same file twice: \(path)"))
                continue
            }
            keys.append(key)
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        for key in keys { try require(key, of: organization) }
        return keys
    }

    private func key(_ path: String) -> ObjectKey? {
        guard let key = ObjectKey(withoutBucket(path)), key.parts.count >= 2 else { return nil }
        return key
    }

    private func require(_ key: ObjectKey, of organization: String) throws {
        guard key.parts.first == organization[...] else {
            throw Problem.forbidden("The file \(key) does not belong to your organization.")
        }
    }

    private func withoutBucket(_ path: String) -> String {
        guard let bucket = options.bucket, path.hasPrefix("s3://\(bucket)/") else { return path }
        return String(path.dropFirst("s3://\(bucket)/".count))
    }

    private func source(_ key: ObjectKey) async throws -> SourceFile {
        let info = try await info(of: key)
        if info.metadata[UploadHead.formatName] == nil { _ = try await sniff(info) }
        return SourceFile(path: key.description, name: key.name, sha256: info.sha256, size: info.size)
    }

    private func info(of key: ObjectKey) async throws -> ObjectInfo {
        guard let info = try await store.head(key) else { throw Problem.notFound("There is no file \(key).") }
        guard info.size <= options.fileLimit else {
            throw Problem.tooLarge("The file \(key) has \(info.size) bytes; at most \(options.fileLimit) are read.")
        }
        return info
    }

    /// Looks into a file that came into the store by another way than the API, and tells its format.
    private func sniff(_ info: ObjectInfo) async throws -> String {
        var head: [UInt8] = []
        for try await chunk in try await store.get(info.key, range: 0..<UploadHead.size).body {
            head += Array(buffer: chunk)
        }
        switch sniffer.kind(of: head, isWhole: info.size <= head.count, name: info.key.name) {
        case .readable(let format): return format
        case .unreadable(let reason): throw Problem.unsupportedType("The file \(info.key) cannot be read: \(reason)")
        }
    }
}

extension SourceLookup {
    /// Finds the reference document of a request: a Word document of the organization.
    ///
    /// - Parameter pointer: where it is named.
    /// - Throws: ``Problem`` as ``sources(_:organization:)``, with the pointer.
    func reference(_ path: String, at pointer: String, organization: String) async throws -> SourceFile {
        guard let key = key(path) else {
            throw Problem.invalid([.init(pointer: pointer, detail: "is not the path of a file: \(path)")])
        }
        do {
            try require(key, of: organization)
            let info = try await info(of: key)
            var format = info.metadata[UploadHead.formatName]
            if format == nil { format = try await sniff(info) }
            guard format == "docx" else {
                throw Problem.unsupportedType("The reference document \(key) is no Word document (.docx).")
            }
            return SourceFile(path: key.description, name: key.name, sha256: info.sha256, size: info.size)
        } catch var problem as Problem {
            problem.faults = [.init(pointer: pointer, detail: problem.detail)]
            throw problem
        }
    }
}

extension ObjectKey {
    /// The parts between the slashes; the first of a file's is its organization, the second its container.
    var parts: [Substring] { description.split(separator: "/") }
}
