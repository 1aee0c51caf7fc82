import Foundation
import Testing

@testable import Extraction
@testable import Sandbox

/// Runs a body with a file of these bytes, removed afterwards.
func withSource<Result>(
    _ bytes: Data, named name: String, _ body: (String) async throws -> Result
) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "source-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appending(path: name).path
    try bytes.write(to: URL(filePath: path))
    return try await body(path)
}

/// Reads bytes in this process, with the launcher around the tools.
func read(
    _ bytes: Data, named name: String, limits: ExtractionLimits = ExtractionLimits()
) async throws -> ExtractedContent {
    try await withSource(bytes, named: name) { path in
        try await InProcessExtractor(tools: .nested(), limits: limits).extract(path: path, name: name)
    }
}

/// What a block is and says, in one line.
func outline(_ content: ExtractedContent) -> [String] {
    content.blocks.map { block in
        switch block.content {
        case .heading(let level, let number, let text): "h\(level) \(number.map { $0 + " " } ?? "")\(text)"
        case .paragraph(let text): "p \(text)"
        case .listItem(let level, let marker, let text): "l\(level) \(marker) \(text)"
        case .table(let table): "t \(table.rows.count)x\(table.columnCount)"
        case .figure(let caption, _): "f \(caption ?? "")"
        case .footnote(let mark, let text): "n \(mark) \(text)"
        }
    }
}
