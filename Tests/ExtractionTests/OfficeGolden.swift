import Crypto
import Foundation
import Testing

@testable import Extraction

/// The shape of one real document: kinds, levels, numbers, sizes and a digest, and none of its words.
struct OfficeGolden: Equatable, CustomTestStringConvertible {
    var file: String
    /// How many blocks of each kind.
    var kinds: String
    /// Level and number of each heading.
    var headings: String
    /// Rows, columns and heading rows of each table, with `L` where it has a label, and after `+` the count of its notes.
    var tables: String
    /// The first digits of the SHA-256 of all text.
    var digest: String

    var testDescription: String { file }
}

extension OfficeGolden {
    /// The shape of what was read now.
    init(_ file: String, _ content: ExtractedContent) {
        self.file = file
        var counts: [String: Int] = [:]
        var headings: [String] = []
        for block in content.blocks {
            counts[Self.kind(block), default: 0] += 1
            if case .heading(let level, let number, _) = block.content { headings.append("\(level):\(number ?? "-")") }
        }
        kinds = counts.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }.joined(separator: " ")
        self.headings = Self.shortened(headings)
        tables = Self.shortened(
            content.tables.map { table in
                let label = table.label == nil ? "" : "L"
                return "\(table.rows.count)x\(table.columnCount)/\(table.headerRows)\(label)+\(table.footnotes.count)"
            })
        let hash = SHA256.hash(data: Data(content.blocks.map(\.text).joined(separator: "\n").utf8))
        digest = hash.prefix(6).map { String(format: "%02x", $0) }.joined()
    }

    private static func kind(_ block: Block) -> String {
        switch block.content {
        case .heading: "h"
        case .paragraph: "p"
        case .listItem: "l"
        case .table: "t"
        case .figure: "f"
        case .footnote: "n"
        }
    }

    /// Long lists by their beginning and their length.
    private static func shortened(_ list: [String]) -> String {
        list.count <= 12 ? list.joined(separator: " ") : list.prefix(12).joined(separator: " ") + " …\(list.count)"
    }
}
