import Crypto
import Jobs
import NIOCore
import ObjectStore

/// A value that a stage left in the object store, by its content.
public struct Artifact: Sendable, Codable, Equatable {
    public var key: String
    /// Lower-case hexadecimal; the key ends with it.
    public var sha256: String
    /// In bytes.
    public var size: Int
}

/// Where the artifacts of one organization lie: each under its SHA-256, so that a stage which runs twice writes the
/// same object twice and overwrites nothing.
struct Artifacts: Sendable {
    let store: any ObjectStore
    let organization: String

    /// The most bytes one artifact may have: a reading of the largest source with its boxes stays well below.
    private static let limit = 1 << 30

    func put(_ bytes: [UInt8]) async throws -> Artifact {
        let digest = SHA256.hash(data: bytes).hexadecimal
        let key = try Self.key("artifacts", organization, digest)
        if let known = try await store.head(key), known.size == bytes.count, known.sha256 == digest {
            return Artifact(key: key.description, sha256: digest, size: known.size)
        }
        let info = try await store.put(key, bytes: bytes)
        return Artifact(key: key.description, sha256: info.sha256, size: info.size)
    }

    func put(_ value: some Encodable) async throws -> Artifact {
        try await put(try JSONCoding.encode(value))
    }

    func bytes(of artifact: Artifact) async throws -> [UInt8] {
        guard let key = ObjectKey(artifact.key) else { throw StageFailure.missingResult(artifact.key) }
        return Array(buffer: try await store.bytes(key, limit: Self.limit))
    }

    func value<Value: Decodable>(_ type: Value.Type, of artifact: Artifact) async throws -> Value {
        try JSONCoding.decode(type, from: try await bytes(of: artifact))
    }

    /// What an earlier reading of the same bytes under the same name by the same reader gave; nil when there was none.
    ///
    /// The name is part of the reading: citations bear it, and it tells one kind of text from another.
    func cachedReading(of source: SourceFile, reader: String) async throws -> ExtractionResult? {
        let key = try Self.readingKey(organization, reader, source)
        guard let result = try await kept(ExtractionResult.self, at: key, limit: 1 << 16) else { return nil }
        // The janitor may have removed the artifact since.
        guard let artifact = ObjectKey(result.artifact.key), try await store.head(artifact) != nil else { return nil }
        return result
    }

    func cache(_ result: ExtractionResult, of source: SourceFile, reader: String) async throws {
        let key = try Self.readingKey(organization, reader, source)
        try await store.put(key, bytes: try JSONCoding.encode(result))
    }

    /// What was kept under a name of its own; nil when nothing was.
    private func kept<Value: Decodable>(_ type: Value.Type, at key: ObjectKey, limit: Int) async throws -> Value? {
        guard try await store.head(key) != nil else { return nil }
        return try JSONCoding.decode(type, from: Array(buffer: try await store.bytes(key, limit: limit)))
    }

    private static func draftKey(_ organization: String, _ digest: String) throws -> ObjectKey {
        try key("drafts", organization, digest)
    }

    private static func readingKey(_ organization: String, _ reader: String, _ source: SourceFile) throws -> ObjectKey {
        try key("readings", organization, reader, source.sha256, SHA256.hash(data: Array(source.name.utf8)).hexadecimal)
    }

    private static func key(_ parts: String...) throws -> ObjectKey {
        let text = parts.joined(separator: "/")
        guard let key = ObjectKey(text) else { throw StageFailure.missingResult(text) }
        return key
    }
}

/// What drafters answered lies beside the readings: the same task is answered once per organization.
extension Artifacts: DraftCache {
    /// A hundred sentences, and the numbers of many passages.
    private static let draftLimit = 1 << 22

    func proposal(_ digest: String) async throws -> DraftProposal? {
        try await kept(DraftProposal.self, at: try Self.draftKey(organization, digest), limit: Self.draftLimit)
    }

    func keep(_ proposal: DraftProposal, as digest: String) async throws {
        try await store.put(try Self.draftKey(organization, digest), bytes: try JSONCoding.encode(proposal))
    }
}
