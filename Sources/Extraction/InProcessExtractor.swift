import Crypto
import Foundation
import Sandbox

/// Reads a source in this process.
///
/// For the child that ``Extractor`` starts, and for tests: nothing here keeps a hostile file from taking the whole
/// process down with it.
public struct InProcessExtractor: Sendable {
    private let tools: ToolRunner
    private let limits: ExtractionLimits
    private let progress: @Sendable (ExtractionProgress) -> Void

    public init(
        tools: ToolRunner, limits: ExtractionLimits = ExtractionLimits(),
        progress: @escaping @Sendable (ExtractionProgress) -> Void = { _ in }
    ) {
        self.tools = tools
        self.limits = limits
        self.progress = progress
    }

    /// - Throws: ``UnreadableSource`` for what no retry can mend; anything else may pass by itself.
    public func extract(path: String, name: String) async throws -> ExtractedContent {
        let file = try file(path: path, name: name)
        var content = try await reader(for: file.format).read(file, limits: limits)
        guard content.blocks.count <= limits.blocks else {
            throw file.unreadable(
                .tooLarge, "has more than \(limits.blocks) paragraphs: split it and upload the parts.")
        }
        if content.blocks.isEmpty {
            content.warnings.append(ExtractionWarning(code: "no_content", message: "Nothing was found in it."))
        }
        return content
    }

    /// Reads how a Word document looks.
    ///
    /// - Throws: as ``extract(path:name:)``.
    public func reference(path: String, name: String) throws -> ReferenceContent {
        try ReferenceReader(limits: limits).read(try file(path: path, name: name))
    }

    private func file(path: String, name: String) throws -> SourceFile {
        var file = SourceFile(path: path, name: name, sha256: "", size: 0, format: .text)
        (file.sha256, file.size) = try digest(file)
        file.format = try SourceSniffer(limits: limits).format(of: file)
        return file
    }

    /// Which reader reads what.
    private func reader(for format: SourceFormat) -> any SourceReader {
        switch format {
        case .pdf: PDFReader(tools: tools, progress: progress)
        case .rtf: RTFReader(tools: tools)
        case .docx: WordReader()
        case .xlsx: WorkbookReader()
        case .html: HTMLReader()
        case .markdown: MarkdownReader()
        case .csv: CSVReader()
        case .text: TextReader()
        }
    }

    private func digest(_ file: SourceFile) throws -> (sha256: String, size: Int) {
        let handle = try FileHandle(forReadingFrom: URL(filePath: file.path))
        // Closing fails only for a descriptor that is already closed, and nothing was written.
        defer { try? handle.close() }
        var hash = SHA256()
        var size = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            size += piece.count
            guard size <= limits.fileBytes else {
                let megabytes = limits.fileBytes >> 20
                throw file.unreadable(.tooLarge, "is larger than \(megabytes) MiB: split it and upload the parts.")
            }
        }
        guard size > 0 else { throw file.unreadable(.empty, "is empty: it has no bytes at all. Upload it again.") }
        return (hash.finalize().map { String(format: "%02x", $0) }.joined(), size)
    }
}
