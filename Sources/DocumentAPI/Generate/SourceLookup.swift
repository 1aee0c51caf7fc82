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
            guard let key = ObjectKey(withoutBucket(path)), key.parts.count >= 2 else {
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
        if let foreign = keys.first(where: { $0.parts.first != organization[...] }) {
            throw Problem.forbidden("The file \(foreign) does not belong to your organization.")
        }
        return keys
    }

    private func withoutBucket(_ path: String) -> String {
        guard let bucket = options.bucket, path.hasPrefix("s3://\(bucket)/") else { return path }
        return String(path.dropFirst("s3://\(bucket)/".count))
    }

    private func source(_ key: ObjectKey) async throws -> SourceFile {
        guard let info = try await store.head(key) else { throw Problem.notFound("There is no file \(key).") }
        guard info.size <= options.fileLimit else {
            throw Problem.tooLarge("The file \(key) has \(info.size) bytes; at most \(options.fileLimit) are read.")
        }
        if info.metadata[UploadHead.formatName] == nil { try await sniff(info) }
        return SourceFile(path: key.description, name: key.name, sha256: info.sha256, size: info.size)
    }

    /// Looks into a file that came into the store by another way than the API.
    private func sniff(_ info: ObjectInfo) async throws {
        var head: [UInt8] = []
        for try await chunk in try await store.get(info.key, range: 0..<UploadHead.size).body {
            head += Array(buffer: chunk)
        }
        let kind = sniffer.kind(of: head, isWhole: info.size <= head.count, name: info.key.name)
        if case .unreadable(let reason) = kind {
            throw Problem.unsupportedType("The file \(info.key) cannot be read: \(reason)")
        }
    }
}

extension ObjectKey {
    /// The parts between the slashes; the first of a file's is its organization, the second its container.
    var parts: [Substring] { description.split(separator: "/") }
}
