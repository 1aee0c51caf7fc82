import Sandbox

/// Reads pages that are only an image, by tesseract where it is installed.
struct PageRecognition {
    private let tools: ToolRunner

    /// A page with fewer characters has no text of its own.
    private static let fewestCharacters = 20

    init(tools: ToolRunner) {
        self.tools = tools
    }

    func recognise(
        _ pages: inout [LayoutPage], of file: SourceFile, warnings: inout [ExtractionWarning]
    ) async throws {
    }
}
