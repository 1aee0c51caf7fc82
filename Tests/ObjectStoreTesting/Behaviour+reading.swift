import NIOCore
import ObjectStore
import Testing

extension ObjectStoreBehaviour {
    static let reading = [
        ObjectStoreBehaviour("a range gives its bytes, clamped to the object") { store in
            let key = try key("acme/digits")
            try await store.put(key, bytes: Array("0123456789".utf8))
            #expect(try await store.text(key, range: 0..<1) == "0")
            #expect(try await store.text(key, range: 3..<7) == "3456")
            #expect(try await store.text(key, range: 8..<100) == "89")
            #expect(try await store.text(key, range: 10..<20) == "")
            #expect(try await store.text(key, range: 50..<60) == "")
            #expect(try await store.get(key, range: 3..<7).info.size == 10)
        },
        ObjectStoreBehaviour("a range across chunks is exact") { store in
            let key = try key("acme/large")
            let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try await store.put(key, bytes: bytes)
            var part: [UInt8] = []
            for try await chunk in try await store.get(key, range: 262_143..<786_433).body {
                part += chunk.readableBytesView
            }
            #expect(part == Array(bytes[262_143..<786_433]))
        },
        ObjectStoreBehaviour("what is not there is not found, and deleting it is no error") { store in
            let key = try key("acme/nothing")
            #expect(try await store.head(key) == nil)
            await #expect(throws: ObjectStoreError.notFound(key)) { try await store.get(key, range: nil) }
            try await store.delete(key)
        },
        ObjectStoreBehaviour("a deleted object is gone, its neighbours are not") { store in
            for name in ["a", "a/b", "a/b/c", "a-b"] { try await store.put(try key(name), bytes: Array(name.utf8)) }
            try await store.delete(try key("a/b"))
            #expect(try await store.head(try key("a/b")) == nil)
            for name in ["a", "a/b/c", "a-b"] { #expect(try await store.text(try key(name)) == name) }
        },
        ObjectStoreBehaviour("names that look like the store's own are names like any other") { store in
            let names = [
                "temporary/x", "objects/y", "a.object", "a.object/b", "a.object~", "a.object~/b", "a~", "a", "a/b",
                "a.object.object", "e\u{301}", "\u{e9}", "sp ace/%2e%2e/~", "*?[x]/$(id)", "日本/治験.pdf",
            ]
            for name in names { try await store.put(try key(name), bytes: Array(name.utf8)) }
            for name in names {
                let text = try await store.text(try key(name))
                #expect(text.utf8.elementsEqual(name.utf8))
            }
            #expect(try await store.list(prefix: "", after: nil, limit: 100).count == names.count)
        },
        ObjectStoreBehaviour("the longest key is taken") { store in
            let part = String(repeating: "p", count: ObjectKey.maxPartBytes)
            let longest = try key(
                [part, part, part, part, String(repeating: "q", count: ObjectKey.maxBytes - 4 * (part.count + 1))]
                    .joined(separator: "/"))
            try await store.put(longest, bytes: [1])
            #expect(try await store.head(longest)?.size == 1)
        },
    ]
}
