import Foundation
import NIOCore
import ObjectStore
import Testing

@Suite("A directory store survives crashes and strange files")
struct DirectoryStoreTests {
    private func key(_ text: String) throws -> ObjectKey { try #require(ObjectKey(text)) }

    @Test("objects outlive the process that wrote them")
    func reopened() async throws {
        try await withTemporaryDirectory { directory in
            try await DirectoryStore(root: directory.path).put(key("a/b"), bytes: [1, 2, 3], metadata: ["k": "v"])
            let again = try DirectoryStore(root: directory.path)
            #expect(Array(try await again.bytes(key("a/b"), limit: 3).readableBytesView) == [1, 2, 3])
            #expect(try await again.head(key("a/b"))?.metadata == ["k": "v"])
        }
    }

    @Test("what a killed writer left is invisible, and pruned when it is old")
    func abandoned() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.path)
            let left = directory.appending(path: "temporary/0c6f0a52-half-written")
            try Data("half an obj".utf8).write(to: left)
            #expect(try await store.list(prefix: "", after: nil, limit: 10).isEmpty)
            #expect(try await store.prune(olderThan: .seconds(3600)) == 0)
            let twoHoursAgo = Date(timeIntervalSinceNow: -7200)
            try FileManager.default.setAttributes([.modificationDate: twoHoursAgo], ofItemAtPath: left.path)
            #expect(try await store.prune(olderThan: .seconds(3600)) == 1)
            #expect(!FileManager.default.fileExists(atPath: left.path))
        }
    }

    @Test("a put that is refused or breaks off leaves no temporary file")
    func nothingLeft() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.path)
            let body = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
                continuation.yield(ByteBuffer(string: "too much"))
                continuation.finish()
            }
            await #expect(throws: ObjectStoreError.tooLarge(limit: 3)) {
                try await store.put(key("a"), body: body, metadata: [:], limit: 3)
            }
            let left = try FileManager.default.contentsOfDirectory(
                atPath: directory.appending(path: "temporary").path)
            #expect(left.isEmpty)
        }
    }

    @Test("a file cut short, or one of another kind, is an error and no object")
    func damaged() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.path)
            try await store.put(key("a"), bytes: Array(repeating: 7, count: 1000))
            let file = directory.appending(path: "objects/a.object")
            let whole = try Data(contentsOf: file)
            for size in [0, 10, 1000, whole.count - 1] {
                try whole.prefix(size).write(to: file)
                await #expect(throws: ObjectStoreError.self) { try await store.head(key("a")) }
                await #expect(throws: ObjectStoreError.self) { try await store.get(key("a"), range: nil) }
            }
        }
    }

    @Test("a symbolic link in the store is never followed")
    func links() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.appending(path: "store").path)
            let outside = directory.appending(path: "outside")
            try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
            let objects = directory.appending(path: "store/objects")
            try FileManager.default.createSymbolicLink(
                at: objects.appending(path: "acme"), withDestinationURL: outside)
            await #expect(throws: ObjectStoreError.self) { try await store.put(key("acme/a"), bytes: [1]) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
            try FileManager.default.createSymbolicLink(
                at: objects.appending(path: "b.object"), withDestinationURL: outside.appending(path: "b"))
            await #expect(throws: ObjectStoreError.self) { try await store.head(key("b")) }
        }
    }

    @Test("empty folders go with their last object")
    func emptyFolders() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.path)
            try await store.put(key("a/b/c/d"), bytes: [1])
            try await store.put(key("a/e"), bytes: [1])
            try await store.delete(key("a/b/c/d"))
            let left = try FileManager.default.subpathsOfDirectory(atPath: directory.appending(path: "objects").path)
            #expect(Set(left) == ["a", "a/e.object"])
        }
    }

    @Test("an object comes from a file and goes to a file")
    func files() async throws {
        try await withTemporaryDirectory { directory in
            let store = try DirectoryStore(root: directory.appending(path: "store").path)
            let source = directory.appending(path: "source")
            try Data("contents".utf8).write(to: source)
            #expect(try await store.put(key("a"), file: source.path, limit: 8).size == 8)
            let copy = directory.appending(path: "copy").path
            try await store.get(key("a"), toFile: copy)
            #expect(try String(contentsOfFile: copy, encoding: .utf8) == "contents")
            await #expect(throws: (any Error).self) { try await store.get(key("a"), toFile: copy) }
            #expect(try String(contentsOfFile: copy, encoding: .utf8) == "contents")
            await #expect(throws: ObjectStoreError.tooLarge(limit: 7)) {
                try await store.put(key("b"), file: source.path, limit: 7)
            }
        }
    }
}
