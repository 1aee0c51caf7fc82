import Foundation
import Testing

@testable import Extraction

@Suite("Plain text")
struct TextReaderTests {
    @Test("is read into headings, paragraphs, lists and tables, each with its line")
    func readsStructure() async throws {
        let text = """
            STUDY SUMMARY

            This is the first paragraph, which
            goes on over two lines.

            1. Objectives

            1.1 Primary Objective

            To show that it works:
            - in adults
            - in children,
              whatever their age

            Methods
            -------
            Visit     Placebo   Active
            Week 2         12       14
            Week 4         11       18
            Week 8         10       21
            """
        let content = try await read(Data(text.utf8), named: "a.txt")
        #expect(
            outline(content) == [
                "h1 STUDY SUMMARY", "p This is the first paragraph, which goes on over two lines.", "h1 1 Objectives",
                "h2 1.1 Primary Objective", "p To show that it works:", "l0 - in adults",
                "l0 - in children, whatever their age",
                "h2 Methods", "t 4x3",
            ])
        #expect(content.blocks.map(\.provenance.paragraph) == [1, 3, 6, 8, 10, 11, 12, 15, 17])
    }

    private static let phrase = "It’s – “fine”"

    private static func utf16(bigEndian: Bool) -> [UInt8] {
        phrase.utf16.reduce(into: bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]) { bytes, unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 255)]
            bytes += bigEndian ? pair : pair.reversed()
        }
    }

    private static let encodings: [[UInt8]] = [
        Array(phrase.utf8), [0xEF, 0xBB, 0xBF] + Array(phrase.utf8), utf16(bigEndian: true), utf16(bigEndian: false),
        [0x49, 0x74, 0x92, 0x73, 0x20, 0x96, 0x20, 0x93, 0x66, 0x69, 0x6E, 0x65, 0x94],
    ]

    @Test("is decoded from UTF-8, UTF-16 and windows-1252", arguments: encodings)
    func decodes(_ bytes: [UInt8]) {
        #expect(TextDecoding.text(bytes) == Self.phrase)
    }

    @Test("that is blank is refused as empty")
    func refusesBlank() async throws {
        let error = await #expect(throws: UnreadableSource.self) {
            try await read(Data(" \n\n \t\n".utf8), named: "a.txt")
        }
        #expect(error?.reason == .empty)
    }
}
