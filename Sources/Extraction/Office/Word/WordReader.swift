/// Reads a Word document (DOCX) into blocks, with the numbers, headers and notes that Word would show.
public struct WordReader: SourceReader {
    public init() {}

    public func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let package = try OfficePackage(file, limits: limits)
        let main = try package.mainPart(fallback: "word/document.xml")
        let document = WordDocument(package: package, part: main, links: try package.relationships(of: main))
        return try document.content()
    }
}
