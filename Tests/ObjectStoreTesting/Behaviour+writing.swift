import Foundation
import NIOCore
import ObjectStore
import Testing

extension ObjectStoreBehaviour {
    static let writing = [
        ObjectStoreBehaviour("an object is read back as it was written, with its digest and metadata") { store in
            let key = try key("acme/uploads/protocol.txt")
            let info = try await store.put(
                key, body: body(["one ", "", "two"]), metadata: ["content-type": "text/plain"], limit: 7)
            #expect(info.size == 7)
            // Of "one two", from sha256sum.
            #expect(info.sha256 == "8ab63e29a4ba14e4e1688f9c15e5af90895421358c945b0431f85d66977bd3d2")
            #expect(try await store.text(key) == "one two")
            let head = try #require(try await store.head(key))
            #expect(head.sha256 == info.sha256 && head.size == 7 && head.key == key)
            #expect(head.metadata == ["content-type": "text/plain"])
            #expect(abs(head.modifiedAt.timeIntervalSince(info.modifiedAt)) < 1)
        },
        ObjectStoreBehaviour("an empty object is an object") { store in
            let key = try key("acme/empty")
            try await store.put(key, bytes: [])
            #expect(try await store.head(key)?.size == 0)
            #expect(try await store.text(key) == "")
        },
        ObjectStoreBehaviour("writing again replaces bytes and metadata") { store in
            let key = try key("a")
            try await store.put(key, bytes: Array("old and longer".utf8), metadata: ["v": "1"])
            try await store.put(key, bytes: Array("new".utf8), metadata: ["v": "2"])
            #expect(try await store.text(key) == "new")
            #expect(try await store.head(key)?.metadata == ["v": "2"])
        },
        ObjectStoreBehaviour("an object is created only where none is") { store in
            let key = try key("system/new/marker")
            try await store.create(key, bytes: ByteBuffer(string: "first"))
            try await store.create(key, bytes: ByteBuffer(string: "second"))
            #expect(try await store.text(key) == "first")
            #expect(try await store.head(key)?.size == 5)
            try await store.delete(key)
            try await store.create(key, bytes: ByteBuffer(string: "third"))
            #expect(try await store.text(key) == "third")
            #expect(try await store.prune(olderThan: .zero) == 0)
        },
        ObjectStoreBehaviour("of those who create one object at the same time all see one") { store in
            let key = try key("system/marker")
            let seen = try await withThrowingTaskGroup(of: String.self) { group in
                for creator in 0..<16 {
                    group.addTask {
                        try await store.create(key, bytes: ByteBuffer(string: "\(creator)"))
                        return try await store.text(key)
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(seen.count == 1)
        },
        ObjectStoreBehaviour("a reader that has begun is not disturbed by a writer or by a delete") { store in
            let key = try key("a")
            let old = Array(repeating: UInt8(ascii: "o"), count: 600_000)
            try await store.put(key, bytes: old)
            var iterator = try await store.get(key, range: nil).body.makeAsyncIterator()
            var bytes = try #require(try await iterator.next())
            #expect(bytes.readableBytes <= StoredObject.maxChunkBytes)
            try await store.put(key, bytes: Array("new".utf8))
            try await store.delete(key)
            while let chunk = try await iterator.next() { bytes.writeImmutableBuffer(chunk) }
            #expect(Array(bytes.readableBytesView) == old)
        },
        ObjectStoreBehaviour("of writers at the same time one wins whole") { store in
            let key = try key("acme/contended")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<16 {
                    group.addTask {
                        let chunk = String(repeating: String(UnicodeScalar(UInt8(97 + writer))), count: 5_000)
                        _ = try await store.put(
                            key, body: body([chunk, chunk]), metadata: ["by": "\(writer)"], limit: 10_000)
                    }
                }
                try await group.waitForAll()
            }
            let text = try await store.text(key)
            let winner = try #require(try await store.head(key)?.metadata["by"].flatMap(Int.init))
            #expect(text == String(repeating: String(UnicodeScalar(UInt8(97 + winner))), count: 10_000))
        },
        ObjectStoreBehaviour("putting and deleting neighbours at the same time loses no object") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let passing = try key("acme/shared/folder/passing-\(number)")
                        try await store.put(passing, bytes: [1])
                        try await store.delete(passing)
                    }
                    group.addTask {
                        try await store.put(try key("acme/shared/kept-\(number)/object"), bytes: [2])
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.list(prefix: "acme/", after: nil, limit: 1000).count == 50)
        },
    ]
}
