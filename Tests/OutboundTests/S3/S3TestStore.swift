import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore
import S3Testing
import Testing

@testable import Outbound

/// Opens an empty store of a test's own on the tests' server.
///
/// - Parameter endpoint: of a proxy before the server; nil is the server itself.
func withS3Store(
    endpoint: String? = nil, _ change: (inout S3Options) -> Void = { _ in }, _ body: (S3Store) async throws -> Void
) async throws {
    let server = try await S3TestServer.shared()
    var options = S3Options(
        bucket: S3TestServer.bucket, prefix: UUID().uuidString.lowercased(), endpoint: endpoint ?? server.endpoint)
    options.backoff.base = .milliseconds(1)
    change(&options)
    try await S3Store.with(options, environment: server.environment, body)
}

/// Opens a store behind a proxy that fails what the test names.
func withFaultyS3Store(
    _ change: (inout S3Options) -> Void = { _ in }, _ body: (S3Store, FaultyProxy) async throws -> Void
) async throws {
    try await FaultyProxy.with(before: try await S3TestServer.shared().endpoint) { proxy in
        try await withS3Store(endpoint: proxy.endpoint, change) { try await body($0, proxy) }
    }
}

func key(_ text: String) throws -> ObjectKey { try #require(ObjectKey(text)) }

/// Bytes of which no two kilobytes are the same.
func pattern(_ count: Int) -> ByteBuffer {
    let filling = (0..<1016).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var buffer = ByteBuffer()
    buffer.reserveCapacity(count + 1024)
    for number in 0...(count / 1024) {
        buffer.writeInteger(number)
        buffer.writeBytes(filling)
    }
    buffer.moveWriterIndex(to: count)
    return buffer
}

extension ObjectStore {
    func read(_ key: ObjectKey, range: Range<Int>? = nil) async throws -> ByteBuffer {
        var all = ByteBuffer()
        for try await chunk in try await get(key, range: range).body { all.writeImmutableBuffer(chunk) }
        return all
    }
}

extension S3Store {
    /// Everything under the store's prefix, whatever it is.
    func paths() async throws -> [String] {
        try await S3Listing(store: self, prefix: "").page(after: nil).entries.map {
            String($0.path.dropFirst(prefix.count))
        }
    }

    /// How many uploads are waiting for parts.
    func openUploads() async throws -> Int {
        try await client.ask(
            S3Request(.GET, nil, query: [("uploads", ""), ("prefix", prefix)]), for: "IsTruncated"
        ).all("Upload").count
    }
}
