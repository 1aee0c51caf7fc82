import Foundation
import NIOHTTP1
import ObjectStore

/// What is known of an object, as the header fields in which S3 keeps it.
///
/// Galley's own fields are the digest, which S3 has no other place for, and the writer's time, since S3's has whole
/// seconds only. An object without them came from another program.
struct ObjectHeaders {
    private static let metaPrefix = "x-amz-meta-"
    private static let digestName = "x-amz-meta-galley-sha256"
    private static let timeName = "x-amz-meta-galley-modified-ms"

    /// Of the whole object, also when a part was asked for.
    let size: Int
    let etag: String
    let contentType: String
    /// Nil when another program wrote the object.
    let sha256: String?
    let metadata: [String: String]
    let modifiedAt: Date

    /// - Throws: ``S3Failure/malformed(_:)``
    init(_ headers: HTTPHeaders) throws {
        let length = headers.first(name: "content-range")?.split(separator: "/").last.flatMap { Int($0) }
        guard let size = length ?? headers.first(name: "content-length").flatMap(Int.init), size >= 0,
            let etag = headers.first(name: "etag")
        else { throw S3Failure.malformed("the S3 server answers without an object's size and tag") }
        self.size = size
        self.etag = etag
        contentType = headers.first(name: "content-type") ?? "application/octet-stream"
        var metadata: [String: String] = [:]
        for (name, value) in headers where name.lowercased().hasPrefix(Self.metaPrefix) {
            // A foreign value may hold a percent sign that begins no encoded byte: then it is none.
            metadata[name.lowercased()] = value.removingPercentEncoding ?? value
        }
        sha256 = metadata.removeValue(forKey: Self.digestName)
        let milliseconds = metadata.removeValue(forKey: Self.timeName).flatMap(Double.init)
        let modified = milliseconds.map { Date(timeIntervalSince1970: $0 / 1000) }
        modifiedAt = modified ?? HTTPDate.date(headers.first(name: "last-modified")) ?? .distantPast
        self.metadata = Dictionary(
            uniqueKeysWithValues: metadata.map { (String($0.key.dropFirst(Self.metaPrefix.count)), $0.value) })
    }

    /// Nil when the digest is missing.
    func info(of key: ObjectKey) -> ObjectInfo? {
        sha256.map { ObjectInfo(key: key, size: size, sha256: $0, metadata: metadata, modifiedAt: modifiedAt) }
    }

    /// The fields to write with an object.
    static func fields(for info: ObjectInfo) -> [(name: String, value: String)] {
        var fields = info.metadata.map { (name: metaPrefix + $0.key, value: $0.value.percentEncoded()) }
        fields.append((digestName, info.sha256))
        fields.append((timeName, "\(Int(info.modifiedAt.timeIntervalSince1970 * 1000))"))
        return fields
    }
}
