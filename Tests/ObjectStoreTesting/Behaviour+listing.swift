import ObjectStore
import Testing

extension ObjectStoreBehaviour {
    static let listing = [
        ObjectStoreBehaviour("a listing is in the order of the keys' bytes") { store in
            let names = [
                "a", "a b", "a+b", "a-b", "a.object", "a/b", "a/b-c", "a/b/c", "a0", "b", "e\u{301}", "z", "\u{e9}",
            ]
            for name in names.shuffled() { try await store.put(try key(name), bytes: []) }
            let listed = try await store.list(prefix: "", after: nil, limit: 100)
            #expect(listed.map(\.key) == (try names.map(key)))
        },
        ObjectStoreBehaviour("a prefix need not end at a slash") { store in
            for name in ["org/a/1", "org/ab/2", "org/b/3", "other/a/4"] {
                try await store.put(try key(name), bytes: [])
            }
            let listed = try await store.list(prefix: "org/a", after: nil, limit: 100)
            #expect(listed.map(\.key.description) == ["org/a/1", "org/ab/2"])
            #expect(try await store.list(prefix: "org/a/", after: nil, limit: 100).count == 1)
            #expect(try await store.list(prefix: "nothing/here", after: nil, limit: 100).isEmpty)
            #expect(try await store.list(prefix: "../", after: nil, limit: 100).isEmpty)
        },
        ObjectStoreBehaviour("pages by cursor give every object once") { store in
            let keys = try (0..<25).map { try key("org/\($0 % 3)/\($0)") }
            for key in keys { try await store.put(key, bytes: []) }
            var seen: [ObjectKey] = []
            var cursor: String?
            while true {
                let page = try await store.list(prefix: "org/", after: cursor, limit: 4)
                #expect(page.count <= 4)
                guard let last = page.last else { break }
                seen += page.map(\.key)
                cursor = last.key.description
            }
            #expect(seen == keys.sorted())
        },
        ObjectStoreBehaviour("a cursor may name an object that is gone") { store in
            for name in ["a/1", "a/3"] { try await store.put(try key(name), bytes: []) }
            #expect(try await store.list(prefix: "a/", after: "a/2", limit: 10).map(\.key.description) == ["a/3"])
        },
    ]
}
