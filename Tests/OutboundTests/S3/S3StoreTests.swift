import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore
import ObjectStoreTesting
import S3Testing
import Testing

@testable import Outbound

@Suite("The S3 store keeps the promises of every store", .enabled(if: S3TestServer.isExpected, "no S3 server"))
struct S3StoreConformanceTests {
    @Test("the S3 store:", arguments: ObjectStoreBehaviour.all)
    func bucket(_ behaviour: ObjectStoreBehaviour) async throws {
        try await withS3Store { try await behaviour.check($0) }
    }
}

@Suite("The S3 store does with a bucket what is its own", .enabled(if: S3TestServer.isExpected, "no S3 server"))
struct S3StoreTests {
    @Test(
        "objects around the size of a part are whole, and nothing else is left in the bucket",
        arguments: [
            S3Upload.partBytes - 1, S3Upload.partBytes, S3Upload.partBytes + 1, 2 * S3Upload.partBytes + 12_345,
        ])
    func parts(_ size: Int) async throws {
        try await withS3Store { store in
            let bytes = pattern(size)
            let key = try key("acme/large")
            let written = try await store.put(key, bytes: bytes, metadata: ["format": "pdf"])
            let head = try #require(try await store.head(key))
            #expect(head.size == size && head.sha256 == written.sha256 && head.metadata == ["format": "pdf"])
            #expect(try await store.read(key) == bytes)
            let edge = min(size, S3Upload.partBytes) - 3
            #expect(
                try await store.read(key, range: edge..<(edge + 10))
                    == bytes.getSlice(at: edge, length: min(10, size - edge)))
            #expect(try await store.paths() == ["acme/large"])
            #expect(try await store.openUploads() == 0)
        }
    }

    @Test("a large body that breaks off leaves the old object and no upload")
    func brokenOff() async throws {
        struct ClientWentAway: Error {}
        try await withS3Store { store in
            let key = try key("acme/large")
            try await store.put(key, bytes: Array("old".utf8))
            let body = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
                continuation.yield(pattern(S3Upload.partBytes + 1))
                continuation.finish(throwing: ClientWentAway())
            }
            await #expect(throws: ClientWentAway.self) {
                try await store.put(key, body: body, metadata: [:], limit: .max)
            }
            #expect(String(buffer: try await store.read(key)) == "old")
            #expect(try await store.openUploads() == 0)
        }
    }

    @Test("a store sees what lies under its prefix alone")
    func prefixes() async throws {
        try await withS3Store { one in
            try await one.put(try key("a/1"), bytes: Array("one".utf8))
            try await withS3Store { two in
                let theirs = try await two.head(try key("a/1"))
                #expect(theirs == nil)
                #expect(try await two.list(prefix: "", after: nil, limit: 10).isEmpty)
            }
            // One whose prefix begins as the other's does.
            let longer = String(one.prefix.dropLast()) + "0"
            try await withS3Store({ $0.prefix = longer }) { two in try await two.put(try key("a/2"), bytes: []) }
            #expect(try await one.list(prefix: "", after: nil, limit: 10).map(\.key.description) == ["a/1"])
        }
    }

    @Test("what another program put into the bucket is an object too, and keeps what that program said of it")
    func foreign() async throws {
        try await withS3Store { store in
            let fields = [("content-type", "text/plain"), ("x-amz-meta-origin", "50% by hand")]
            try await store.client.send(
                S3Request(
                    .PUT, store.prefix + "acme/foreign", headers: fields, body: S3Body(ByteBuffer(string: "one two"))))
            let written = Date()
            let info = try #require(try await store.head(try key("acme/foreign")))
            // Of "one two", from sha256sum.
            #expect(info.sha256 == "8ab63e29a4ba14e4e1688f9c15e5af90895421358c945b0431f85d66977bd3d2")
            #expect(info.size == 7 && info.metadata == ["origin": "50% by hand"])
            #expect(abs(info.modifiedAt.timeIntervalSince(written)) < 60)
            #expect(String(buffer: try await store.read(try key("acme/foreign"), range: 4..<7)) == "two")
            let head = try await store.client.send(S3Request(.HEAD, store.prefix + "acme/foreign"))
            #expect(head.headers["content-type"] == ["text/plain"])
        }
    }

    @Test("names that are no keys are not listed")
    func strangeNames() async throws {
        try await withS3Store { store in
            for name in ["folder/", ".hidden/x", "a//b", "ok", "strange\u{1}"] {
                try await store.client.send(S3Request(.PUT, store.prefix + name))
            }
            #expect(try await store.list(prefix: "", after: nil, limit: 2).map(\.key.description) == ["ok"])
        }
    }

    @Test("a presigned address gives the object to whoever has it")
    func presigned() async throws {
        try await withS3Store { store in
            let key = try key("acme/a b/é.txt")
            try await store.put(key, bytes: Array("for all".utf8))
            let url = try await store.presignedURL(key, lifetime: .seconds(60))
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(30))
            #expect(answer.status == .ok)
            #expect(String(buffer: try await answer.body.collect(upTo: 1000)) == "for all")
            let other = HTTPClientRequest(url: url.replacing("Expires=60", with: "Expires=61"))
            #expect(try await HTTPClient.shared.execute(other, timeout: .seconds(30)).status == .forbidden)
            let secret = try await S3TestServer.shared().environment["AWS_SECRET_ACCESS_KEY"]
            #expect(!url.contains(try #require(secret)))
        }
    }

    @Test("the bucket may stand in the host's name")
    func virtualHost() async throws {
        let server = try await S3TestServer.shared()
        let port = try #require(server.endpoint.split(separator: ":").last)
        let options = S3Options(
            bucket: S3TestServer.bucket, prefix: UUID().uuidString, endpoint: "http://s3.test:\(port)",
            addressing: .virtual)
        var configuration = HTTPClient.Configuration()
        configuration.dnsOverride = ["\(S3TestServer.bucket).s3.test": "127.0.0.1"]
        try await HTTPClient.withHTTPClient(configuration: configuration) { http in
            let address = try S3Address(options, environment: [:])
            let store = S3Store(options, address, http: http, environment: server.environment)
            try await store.put(try key("a b/c"), bytes: Array("there".utf8))
            #expect(String(buffer: try await store.read(try key("a b/c"))) == "there")
            #expect(try await store.list(prefix: "a", after: nil, limit: 10).count == 1)
            try await withS3Store({ $0.prefix = options.prefix }) { other in
                let same = try await other.read(try key("a b/c"))
                #expect(String(buffer: same) == "there")
            }
        }
    }

    @Test("a wrong secret is refused by the server's word, and told without it")
    func wrongSecret() async throws {
        let server = try await S3TestServer.shared()
        let environment = server.environment.merging(["AWS_SECRET_ACCESS_KEY": "hunter2"]) { $1 }
        let options = S3Options(bucket: S3TestServer.bucket, endpoint: server.endpoint)
        try await S3Store.with(options, environment: environment) { store in
            let key = try key("a")
            let error = await #expect(throws: ObjectStoreError.self) { try await store.put(key, bytes: [1]) }
            #expect(error == .unavailable("the S3 server answers HTTP 403 SignatureDoesNotMatch"))
        }
    }

    @Test("a bucket that is not there is no missing object")
    func noBucket() async throws {
        try await withS3Store({ $0.bucket = "no-such-bucket" }) { store in
            let key = try key("a")
            let missing = ObjectStoreError.unavailable("the S3 server answers HTTP 404 NoSuchBucket")
            await #expect(throws: missing) { try await store.get(key, range: nil) }
            await #expect(throws: missing) { try await store.list(prefix: "", after: nil, limit: 1) }
        }
    }
}
