import Foundation
import NIOCore
import ObjectStore
import S3Testing
import Testing

@testable import Outbound

@Suite(
    "What the S3 store promises holds while the server fails", .timeLimit(.minutes(2)),
    .enabled(if: S3TestServer.isExpected, "no S3 server"))
struct S3FaultTests {
    private let large = S3Upload.partBytes + 100_000

    @Test("a busy or broken server is asked again, in every step of a large object")
    func busy() async throws {
        try await withFaultyS3Store { store, proxy in
            let bytes = pattern(large)
            proxy.plan("?uploads=", .slowDown, .internalError)
            proxy.plan("partNumber=1", .internalError, .slowDown)
            proxy.plan("partNumber=2", .cutRequest(after: 50_000), .lostReply)
            proxy.plan("POST /galley/\(store.prefix).staging", .slowDown)
            proxy.plan("PUT /galley/\(store.prefix)acme", .slowDown, .lostReply)
            proxy.plan("DELETE ", .internalError)
            try await store.put(try key("acme/a"), bytes: bytes)
            #expect(proxy.isDone)
            #expect(try await store.read(try key("acme/a")) == bytes)
            #expect(try await store.paths() == ["acme/a"])
        }
    }

    @Test("an upload whose completion was carried out, but not answered, is complete")
    func lostCompletion() async throws {
        try await withFaultyS3Store { store, proxy in
            let bytes = pattern(large)
            proxy.plan("?uploadId=", .lostReply, .answer(status: 404, body: "<Error><Code>NoSuchUpload</Code></Error>"))
            try await store.put(try key("acme/a"), bytes: bytes)
            #expect(proxy.isDone)
            #expect(try await store.read(try key("acme/a")) == bytes)
        }
    }

    @Test("a failure that comes with 200 is a failure")
    func failureInside() async throws {
        try await withFaultyS3Store { store, proxy in
            let inside = Fault.answer(status: 200, body: "<Error><Code>InternalError</Code></Error>")
            proxy.plan("?uploadId=", inside, inside)
            proxy.plan("PUT /galley/\(store.prefix)acme", inside)
            let bytes = pattern(large)
            try await store.put(try key("acme/a"), bytes: bytes)
            #expect(proxy.isDone)
            #expect(try await store.read(try key("acme/a")) == bytes)
            proxy.plan(
                "PUT /galley/\(store.prefix)acme",
                .answer(status: 200, body: "<Error><Code>AccessDenied</Code></Error>"))
            await #expect(throws: ObjectStoreError.unavailable("the S3 server answers HTTP 200 AccessDenied")) {
                try await store.put(try key("acme/b"), bytes: bytes)
            }
            #expect(try await store.paths() == ["acme/a"])
        }
    }

    @Test("a download that is cut goes on where it was", arguments: [0, 1_000, 300_000])
    func cutDownload(_ bytesPassed: Int) async throws {
        try await withFaultyS3Store { store, proxy in
            let bytes = pattern(1_000_000)
            let key = try key("acme/a")
            try await store.put(key, bytes: bytes)
            proxy.plan(
                "GET /galley/\(store.prefix)acme", .cutReply(after: bytesPassed), .slowDown, .cutReply(after: 400_000))
            #expect(try await store.read(key) == bytes)
            #expect(proxy.isDone)
            proxy.plan("GET /galley/\(store.prefix)acme", .cutReply(after: 10_000), .cutReply(after: 10_000))
            #expect(try await store.read(key, range: 500_000..<900_000) == bytes.getSlice(at: 500_000, length: 400_000))
            #expect(proxy.isDone)
        }
    }

    @Test("a download that is cut does not go on with the bytes of another object")
    func changedBetween() async throws {
        try await withFaultyS3Store { store, proxy in
            let key = try key("acme/a")
            try await store.put(key, bytes: pattern(1_000_000))
            proxy.plan("GET /galley/\(store.prefix)acme", .cutReply(after: 100_000))
            let body = try await store.get(key, range: nil).body
            try await store.put(key, bytes: Array(repeating: 7, count: 1_000_000))
            await #expect(throws: ObjectStoreError.self) { for try await _ in body {} }
        }
    }

    @Test("a server that says nothing is given up after the time-out, and asked again")
    func silent() async throws {
        try await withFaultyS3Store({ $0.idleTimeout = .milliseconds(300) }) { store, proxy in
            let key = try key("acme/a")
            proxy.plan("HEAD ", .silence)
            #expect(try await store.head(key) == nil)
            #expect(proxy.isDone)
        }
        try await withFaultyS3Store({
            $0.idleTimeout = .milliseconds(100)
            $0.backoff.maxTries = 3
        }) { store, proxy in
            proxy.plan("HEAD ", .silence, .silence, .silence)
            await #expect(throws: ObjectStoreError.unavailable("the S3 server does not answer in time")) {
                try await store.head(try key("acme/a"))
            }
            #expect(proxy.count("HEAD ") == 3)
        }
    }

    @Test("a slow server is waited for")
    func slow() async throws {
        try await withFaultyS3Store { store, proxy in
            proxy.plan("PUT ", .delay(.milliseconds(300)))
            try await store.put(try key("a"), bytes: Array("late".utf8))
            #expect(proxy.count("PUT ") == 1)
            #expect(String(buffer: try await store.read(try key("a"))) == "late")
        }
    }

    @Test("a busy server that says after how long to ask again is not asked before, nor kept waiting without bound")
    func busyAsking() async throws {
        try await withFaultyS3Store { store, proxy in
            proxy.plan("PUT ", .slowDown(until: "1"), .slowDown)
            let elapsed = try await ContinuousClock().measure {
                try await store.put(try key("a"), bytes: Array("late".utf8))
            }
            #expect(elapsed >= .seconds(1))
            #expect(proxy.isDone)
            #expect(String(buffer: try await store.read(try key("a"))) == "late")
        }
        try await withFaultyS3Store({ $0.backoff.longestAsked = .milliseconds(10) }) { store, proxy in
            proxy.plan("PUT ", .slowDown(until: "86400"))
            try await store.put(try key("a"), bytes: [1])
            #expect(proxy.count("PUT ") == 2)
        }
    }

    @Test("a server that stays busy is told after the last try")
    func busyForGood() async throws {
        try await withFaultyS3Store({ $0.backoff.maxTries = 3 }) { store, proxy in
            proxy.plan("PUT ", .slowDown, .slowDown, .slowDown)
            await #expect(throws: ObjectStoreError.unavailable("the S3 server answers HTTP 503 SlowDown")) {
                try await store.put(try key("a"), bytes: [1])
            }
            #expect(proxy.count("PUT ") == 3)
        }
    }

    @Test("a server that goes away in the middle of an object leaves none, and what is left is removed when it is old")
    func serverGone() async throws {
        try await withFaultyS3Store({ $0.backoff.maxTries = 2 }) { store, proxy in
            let key = try key("acme/a")
            proxy.plan("partNumber=2", .cutRequest(after: 10_000), .cutRequest(after: 10_000))
            proxy.plan("DELETE ", .cutRequest(after: 0), .cutRequest(after: 0))
            await #expect(throws: ObjectStoreError.self) {
                try await store.put(key, bytes: pattern(large))
            }
            #expect(try await store.head(key) == nil)
            #expect(try await store.paths().isEmpty)
            #expect(try await store.openUploads() == 1)
            #expect(try await store.prune(olderThan: .zero) == 1)
            #expect(try await store.openUploads() == 0)
        }
    }

    @Test("a whole object that did not reach its place is invisible, and removed when it is old")
    func staged() async throws {
        try await withFaultyS3Store { store, proxy in
            let key = try key("acme/a")
            proxy.plan("DELETE ", .answer(status: 403), .answer(status: 403))
            proxy.plan("PUT /galley/\(store.prefix)acme", .answer(status: 403))
            await #expect(throws: ObjectStoreError.self) { try await store.put(key, bytes: pattern(large)) }
            #expect(try await store.list(prefix: "", after: nil, limit: 10).isEmpty)
            #expect(try await store.paths().count == 1)
            #expect(try await store.prune(olderThan: .seconds(3600)) == 0)
            #expect(try await store.paths().count == 1)
            #expect(try await store.prune(olderThan: .seconds(-1)) == 1)
            #expect(try await store.paths().isEmpty)
        }
    }

    @Test("an upload that goes on is left alone")
    func freshUpload() async throws {
        try await withFaultyS3Store { store, proxy in
            let now = Date().formatted(.iso8601)
            let page = """
                <ListMultipartUploadsResult><IsTruncated>false</IsTruncated>
                <Upload><Key>\(store.prefix).staging/old</Key><UploadId>1</UploadId>
                <Initiated>2020-01-01T00:00:00.000Z</Initiated></Upload>
                <Upload><Key>\(store.prefix).staging/new</Key><UploadId>2</UploadId><Initiated>\(now)</Initiated></Upload>
                <Upload><Key>\(store.prefix).staging/odd</Key><UploadId>3</UploadId><Initiated>?</Initiated></Upload>
                </ListMultipartUploadsResult>
                """
            proxy.plan("uploads=", .answer(status: 200, body: page))
            proxy.plan("DELETE ", .answer(status: 204))
            let removed = try await store.prune(olderThan: .seconds(3600))
            #expect(removed == 1)
            #expect(proxy.count("DELETE ") == 1 && proxy.count("staging/old?uploadId=1") == 1)
        }
    }

    @Test("a server without conditional writes is asked first")
    func unconditional() async throws {
        try await withFaultyS3Store { store, proxy in
            let key = try key("system/marker")
            let lacking = Fault.answer(status: 501, body: "<Error><Code>NotImplemented</Code></Error>")
            proxy.plan("PUT ", lacking)
            try await store.create(key, bytes: ByteBuffer(string: "one"))
            proxy.plan("PUT ", lacking)
            try await store.create(key, bytes: ByteBuffer(string: "two"))
            #expect(String(buffer: try await store.read(key)) == "one")
            #expect(proxy.isDone)
        }
    }

    @Test("a creation whose answer was lost is one")
    func lostCreation() async throws {
        try await withFaultyS3Store { store, proxy in
            proxy.plan("PUT ", .lostReply)
            try await store.create(try key("system/marker"), bytes: ByteBuffer(string: "one"))
            #expect(String(buffer: try await store.read(try key("system/marker"))) == "one")
        }
    }

    @Test("an answer that is no S3's is an error, and nothing of it is repeated")
    func garbage() async throws {
        try await withFaultyS3Store { store, proxy in
            proxy.plan("GET ", .answer(status: 200, body: "<html>hunter2</html>"))
            let strange = await #expect(throws: ObjectStoreError.self) {
                try await store.list(prefix: "", after: nil, limit: 1)
            }
            proxy.plan("PUT ", .answer(status: 400, body: "<Error><Code>hunter2 hunter2</Code></Error>"))
            let coded = await #expect(throws: ObjectStoreError.self) { try await store.put(try key("a"), bytes: [1]) }
            #expect(coded == .unavailable("the S3 server answers HTTP 400"))
            #expect(!"\(String(describing: strange))".contains("hunter2"))
        }
    }
}
