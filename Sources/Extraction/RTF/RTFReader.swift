import Sandbox

struct RTFReader: SourceReader {
    let tools: ToolRunner
    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        ExtractedContent(source: file.description, blocks: [])
    }
}
