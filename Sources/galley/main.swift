import Extraction
import Foundation
import Sandbox

let arguments = Array(CommandLine.arguments.dropFirst())
if Array(arguments.prefix(2)) == ExtractionChild.command, arguments.count == 3 {
    exit(await ExtractionChild.run(arguments[2]))
} else if arguments.first == "extract", arguments.count >= 2 {
    let path = arguments[1]
    let extractor = try Extractor(tools: await ToolRunner.detect())
    do {
        let name = URL(filePath: path).lastPathComponent
        let content = arguments.contains("--here") ? try await InProcessExtractor(tools: .nested()).extract(path: path, name: name) : try await extractor.extract(path: path, name: name)
        if arguments.contains("--json") {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(content), as: UTF8.self))
        } else {
            for block in content.blocks {
                let page = block.provenance.page.map { "p\($0)" } ?? block.provenance.paragraph.map { "l\($0)" } ?? ""
                switch block.content {
                case .heading(let level, let number, let text):
                    print(page, String(repeating: "#", count: level), number ?? "-", text)
                case .paragraph(let text): print(page, "P", text)
                case .listItem(let level, let marker, let text): print(page, "L\(level)", marker, text)
                case .table(let table):
                    print(page, "T", table.label ?? "-", table.caption ?? "-", table.subtitles, "head", table.headerRows)
                    for row in table.rows { print("     |", row.map { $0.columnSpan > 1 ? "\($0.text)<\($0.columnSpan)>" : $0.text }.joined(separator: " | ")) }
                    for note in table.footnotes { print("     *", note) }
                case .figure(let caption, _): print(page, "F", caption ?? "-")
                case .footnote(let mark, let text): print(page, "N", mark, text)
                }
            }
            for line in content.furniture { print("furniture:", line) }
            for warning in content.warnings { print("warning:", warning.code, warning.message, warning.page ?? 0) }
        }
    } catch {
        print(error)
        exit(1)
    }
}
