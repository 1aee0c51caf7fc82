import Foundation
import ObjectStore
import Testing

@Suite("An object key cannot leave the store")
struct ObjectKeyTests {
    @Test(
        "refuses",
        arguments: [
            "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "./a", ".hidden", "a/.hidden", "a\\b",
            "a\0b", "a\nb", "a\u{7f}", "a\u{85}b", "a/..\u{301}", "a/.\u{301}./b", "a\u{301}/../b", "a/\u{301}/../b",
            String(repeating: "a", count: 201), String(repeating: "abcdefg/", count: 128) + "a",
        ])
    func refuses(_ text: String) {
        #expect(ObjectKey(text) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ObjectKey.self, from: try JSONEncoder().encode(text))
        }
    }

    @Test("takes", arguments: ["a", "a/b", "a b/c.d", "a..b", "a/~", "日本/治験.pdf", "a/\u{301}b", "%2e%2e/x"])
    func takes(_ text: String) throws {
        let key = try #require(ObjectKey(text))
        #expect(key.description == text)
        #expect(key.parts.joined(separator: "/").utf8.elementsEqual(text.utf8))
        #expect(try JSONDecoder().decode(ObjectKey.self, from: try JSONEncoder().encode(key)) == key)
    }

    @Test("two spellings of one letter are two keys")
    func spellings() throws {
        let composed = try #require(ObjectKey("\u{e9}"))
        let decomposed = try #require(ObjectKey("e\u{301}"))
        #expect(composed != decomposed)
        #expect(decomposed < composed)
        #expect(Set([composed, decomposed]).count == 2)
    }
}
