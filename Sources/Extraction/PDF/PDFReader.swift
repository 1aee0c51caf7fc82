import Foundation
import Sandbox

/// Reads PDF by poppler's programs: never in this process, since their input is hostile and their language is C++.
struct PDFReader: SourceReader {
    private let tools: ToolRunner
    private let progress: @Sendable (ExtractionProgress) -> Void

    /// Measured peaks are 10 to 35 MB; the rest is room for large pages.
    private static let limits = ToolLimits(
        wall: .seconds(90), cpu: .seconds(50), memory: .addressSpace(512 << 20), output: 400 << 20)

    init(tools: ToolRunner, progress: @escaping @Sendable (ExtractionProgress) -> Void) {
        self.tools = tools
        self.progress = progress
    }

    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let information = try await information(of: file)
        guard information.pages > 0 else { throw file.unreadable(.empty, "has no pages.") }
        guard information.pages <= limits.pages else {
            throw file.unreadable(
                .tooLarge, "has \(information.pages) pages, more than \(limits.pages): split it and upload the parts.")
        }
        async let outline = outline(of: file)
        var pages = try await pages(of: file, count: information.pages)
        var warnings: [ExtractionWarning] = []
        try await PageRecognition(tools: tools).recognise(&pages, of: file, warnings: &warnings)
        if information.isRestricted {
            warnings.append(
                ExtractionWarning(
                    code: "restricted", message: "Its owner restricted copying; it opens without a password."))
        }
        let result = LayoutReading.read(pages, outline: try await outline)
        if result.stampedPages > 0 {
            warnings.append(
                ExtractionWarning(
                    code: "stamp", message: "Text set aslant over \(result.stampedPages) pages was left out."))
        }
        return ExtractedContent(
            source: file.description, pageCount: information.pages, title: information.title, blocks: result.blocks,
            furniture: result.furniture, warnings: warnings)
    }

    private func run(_ program: String, _ arguments: [String], on file: SourceFile) async throws -> ToolResult {
        try await tools.run(
            ToolInvocation(program: program, arguments: arguments, readablePaths: [file.path], limits: Self.limits))
    }

    private func information(of file: SourceFile) async throws -> PDFInformation {
        let result = try await run("pdfinfo", [file.path], on: file)
        if let information = PDFInformation(output: result.outputText) { return information }
        throw refusal(of: file, result)
    }

    /// Why poppler could not open it.
    private func refusal(of file: SourceFile, _ result: ToolResult) -> UnreadableSource {
        if result.errorTail.contains("Incorrect password") {
            return file.unreadable(.encrypted, "is encrypted: remove its password and upload it again.")
        }
        return switch result.ending {
        case .timedOut, .outputTooLarge, .signalled:
            file.unreadable(.tooComplex, "is too complex to read, or damaged: print it to a new PDF and upload that.")
        case .exited:
            file.unreadable(
                .damaged, "is damaged or incomplete: its pages cannot be found. Save it again and upload it.")
        }
    }

    private func pages(of file: SourceFile, count: Int) async throws -> [LayoutPage] {
        let handler = BoundingBoxHandler { [progress] in progress(ExtractionProgress(done: $0, total: count)) }
        var options = XMLPushParser.Options()
        options.allowsDocumentType = true
        options.prefixes = ["http://www.w3.org/1999/xhtml": ""]
        let parser = try XMLPushParser(handler: handler, options: options)
        let result: ToolResult
        do {
            result = try await tools.run(
                ToolInvocation(
                    program: "pdftotext", arguments: ["-bbox-layout", "-enc", "UTF-8", file.path, "-"],
                    readablePaths: [file.path], limits: Self.limits)
            ) { chunk in
                try ControlCharacters.blanked(chunk).withUnsafeBytes { try parser.feed($0) }
            }
        } catch let error as XMLFailure {
            throw file.unreadable(.damaged, "holds text that cannot be decoded (\(error)): print it to a new PDF.")
        }
        guard result.succeeded, handler.pages.count == count else { throw refusal(of: file, result) }
        return handler.pages
    }

    /// What the outline says; nothing where qpdf is missing or the outline is damaged, for the text is there without it.
    private func outline(of file: SourceFile) async throws -> [HeadingFinder.OutlineEntry] {
        do {
            let result = try await run("qpdf", ["--json", "--json-key=outlines", file.path], on: file)
            return try JSONDecoder().decode(PDFOutline.self, from: Data(result.output)).entries
        } catch is DecodingError {
            return []
        } catch SandboxError.programMissing {
            return []
        }
    }
}
