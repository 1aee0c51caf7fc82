import Foundation

struct TextReader: SourceReader {
    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        ExtractedContent(source: file.description, blocks: [])
    }
}
