import Foundation
import Testing

@testable import Extraction

@Suite("Which format a file has")
struct SourceSnifferTests {
    private func format(_ bytes: Data, named name: String) async throws -> SourceFormat {
        try await withSource(bytes, named: name) { path in
            let file = SourceFile(path: path, name: name, sha256: "", size: bytes.count, format: .text)
            return try SourceSniffer(limits: ExtractionLimits()).format(of: file)
        }
    }

    @Test(
        "is told by its content",
        arguments: [
            ("x", "%PDF-1.4\n", SourceFormat.pdf), ("x.txt", "\u{0}\u{0}junk %PDF-1.4\n", .pdf),
            ("x.doc", "{\\rtf1\\ansi hello}", .rtf),
            ("x", "<!DOCTYPE html><p>a</p>", .html), ("x.txt", "  <html><body>a</body></html>", .html),
            ("x", "# Title\n\nText with a [link](http://a.b).\n\n## More\n", .markdown),
            ("x", "id,name,value\n1,a,2\n2,\"b, c\",3\n", .csv), ("x", "id\tname\n1\ta\n2\tb\n", .csv),
            ("x", "Dear all,\n\nthis is a letter, and it has commas, many of them.\nBut it is text.\n", .text),
        ])
    func isToldByContent(_ name: String, _ text: String, _ expected: SourceFormat) async throws {
        #expect(try await format(Data(text.utf8), named: name) == expected)
    }

    @Test("is told by its name only where the content does not tell")
    func namesBreakTies() async throws {
        let plain = Data("a, b\nc, d\n".utf8)
        #expect(try await format(plain, named: "x.csv") == .csv)
        #expect(try await format(plain, named: "x.txt") == .text)
        #expect(try await format(Data("Just a line.\n".utf8), named: "x.md") == .markdown)
        #expect(try await format(Data("%PDF-1.4\n".utf8), named: "x.md") == .pdf)
    }

    @Test("is text in UTF-16 and windows-1252 too")
    func readsEncodings() async throws {
        let wide: [UInt8] = "Hello there".utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8($1 & 255), UInt8($1 >> 8)] }
        #expect(try await format(Data(wide), named: "x") == .text)
        #expect(try await format(Data([0x49, 0x74, 0x92, 0x73, 0x20, 0x64, 0x6F, 0x6E, 0x65]), named: "x") == .text)
    }
}
