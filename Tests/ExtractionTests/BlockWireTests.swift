import Extraction
import Foundation
import Testing

@Suite("What is read, on the wire")
struct BlockWireTests {
    @Test("A block comes back as it was")
    func roundTrip() throws {
        let rows = [[Table.Cell("All", columnSpan: 2)], [Table.Cell("\"1\"", rowSpan: 2), Table.Cell("")]]
        let contents: [Block.Content] = [
            .heading(level: 2, number: "9.1", text: "Überblick"), .heading(level: 1, number: nil, text: "Ethics"),
            .paragraph(text: "a\tb\nc"), .listItem(level: 1, marker: "•", text: "item"),
            .table(Table(caption: "Caption", label: "Table 1", headerRows: 1, rows: rows, footnotes: ["a note"])),
            .figure(caption: nil, image: nil), .footnote(mark: "a", text: "note"),
        ]
        let blocks = contents.enumerated().map { index, content in
            Block(
                index: index, content: content,
                provenance: Provenance(page: 3, box: .init(x: 1, y: 2.5, width: 3, height: 4)), confidence: 0.5)
        }
        let bytes = try JSONEncoder().encode(blocks)
        #expect(try JSONDecoder().decode([Block].self, from: bytes) == blocks)
    }

    @Test("A cell is its text alone, and an object only where it spans")
    func cells() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let cells = [Table.Cell("61"), Table.Cell("All", columnSpan: 2)]
        #expect(
            String(decoding: try encoder.encode(cells), as: UTF8.self)
                == #"["61",{"columnSpan":2,"rowSpan":1,"text":"All"}]"#)
    }
}
