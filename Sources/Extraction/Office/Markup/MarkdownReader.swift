import Foundation

/// Reads Markdown, with GitHub's tables and footnotes, into blocks.
public struct MarkdownReader: SourceReader {
    /// In bytes; cmark's tree takes many times the text.
    private static let sizeLimit = 32 << 20

    public init() {}

    public func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let data = try Data(contentsOf: URL(filePath: file.path))
        guard data.count <= Self.sizeLimit else {
            throw file.unreadable(.tooLarge, "is too large: Markdown is read up to \(Self.sizeLimit >> 20) MiB.")
        }
        let (front, text) = Self.parted(TextDecoding.text(data))
        guard !MarkdownNesting.isTooDeep(text) else {
            throw file.unreadable(
                .tooComplex, "is too complex: its quotes and lists nest more than \(MarkdownNesting.limit) deep.")
        }
        guard let document = MarkdownDocument(text) else {
            throw file.unreadable(.damaged, "is damaged: its Markdown cannot be parsed.")
        }
        let blocks = try MarkdownBlocks(document, firstLine: front.count, file: file, limits: limits).blocks
        return ExtractedContent(source: file.description, title: Self.title(front), blocks: blocks)
    }

    /// Parts settings at the top, between two lines of `---`, from the text.
    private static func parted(_ text: String) -> (front: [Substring], text: String) {
        guard text.hasPrefix("---\n") || text.hasPrefix("---\r\n") else { return ([], text) }
        let lines = text.split(separator: /\r?\n/, maxSplits: 100, omittingEmptySubsequences: false)
        guard let end = lines.dropFirst().dropLast().firstIndex(where: { $0.trimmed == "---" }) else {
            return ([], text)
        }
        return (Array(lines[...end]), lines[(end + 1)...].joined(separator: "\n"))
    }

    private static func title(_ front: [Substring]) -> String? {
        guard let line = front.first(where: { $0.hasPrefix("title:") }) else { return nil }
        let words = line.dropFirst(6).trimmed
        let isQuoted = words.count > 1 && (words.first == "\"" || words.first == "'") && words.first == words.last
        let title = isQuoted ? String(words.dropFirst().dropLast()) : words
        return title.isEmpty ? nil : title
    }
}
