import Foundation

/// Reads plain text: headings by their number, underline or capitals, lists, tables in aligned columns, paragraphs.
struct TextReader: SourceReader {
    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let text = TextDecoding.text(try Data(contentsOf: URL(filePath: file.path)))
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Self.plain)
        guard lines.contains(where: { !$0.isEmpty }) else {
            throw file.unreadable(.empty, "holds no text: it is only blank lines. Upload it again.")
        }
        let blocks = TextBlocks(lines: lines).blocks()
        return ExtractedContent(source: file.description, blocks: blocks)
    }

    /// Without control characters, with tabs as the eight columns they stand for.
    private static func plain(_ line: Substring) -> String {
        var plain = ""
        for character in line {
            if character == "\t" {
                plain += String(repeating: " ", count: 8 - plain.count % 8)
            } else if !character.unicodeScalars.allSatisfy({ $0.value < 0x20 || $0.value == 0x7F }) {
                plain.append(character)
            }
        }
        return plain.trimmedAtEnd
    }
}
