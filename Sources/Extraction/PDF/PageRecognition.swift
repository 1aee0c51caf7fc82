import Sandbox

/// Reads pages that are only an image, by tesseract where it is installed.
struct PageRecognition {
    private let tools: ToolRunner

    /// A page with fewer characters has no text of its own.
    private static let fewestCharacters = 20
    /// Dots per inch: at 150 tesseract is a second faster and misreads small type.
    private static let resolution = 300
    /// One page takes 1.2 s to draw and 2.4 s to read; more than this would not end within a reading's wall time.
    private static let mostPages = 25

    init(tools: ToolRunner) {
        self.tools = tools
    }

    /// Fills the pages that have no text but an image with the words tesseract finds, and says so.
    func recognise(
        _ pages: inout [LayoutPage], of file: SourceFile, warnings: inout [ExtractionWarning]
    ) async throws {
        let empty = pages.indices.filter { index in
            // Each word has a character at least, so the first few words tell.
            pages[index].words.prefix(Self.fewestCharacters).reduce(0) { $0 + $1.length } < Self.fewestCharacters
        }
        guard !empty.isEmpty else { return }
        let drawn = try await pagesWithImages(of: file)
        for (count, index) in empty.filter({ drawn.contains(pages[$0].number) }).enumerated() {
            let (words, warning) = try await reading(of: pages[index], count: count, file: file)
            if let words { pages[index].words = words }
            warnings.append(warning)
        }
    }

    /// The words of one page, and what a reader of the result should know of it.
    private func reading(
        of page: LayoutPage, count: Int, file: SourceFile
    ) async throws -> (words: [LayoutWord]?, warning: ExtractionWarning) {
        func warning(_ code: String, _ rest: String) -> ExtractionWarning {
            ExtractionWarning(code: code, message: "Page \(page.number) is an image; \(rest)", page: page.number)
        }
        guard Programs.path(of: "tesseract") != nil else {
            return (nil, warning("ocr_missing", "tesseract, which would read it, is not installed."))
        }
        guard count < Self.mostPages else {
            return (nil, warning("ocr_limit", "only \(Self.mostPages) such pages of a document are read."))
        }
        guard let words = try await words(on: page, of: file) else {
            return (nil, warning("ocr_failed", "it could not be drawn or read."))
        }
        return (words, warning("ocr", "its text was recognised."))
    }

    private func pagesWithImages(of file: SourceFile) async throws -> Set<Int> {
        let result = try await tools.run(
            ToolInvocation(program: "pdfimages", arguments: ["-list", file.path], readablePaths: [file.path]))
        // Two lines of heading, then one line per image, the page first.
        let lines = result.outputText.split(whereSeparator: \.isNewline).dropFirst(2)
        return Set(lines.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } })
    }

    /// The words of one page; nil when it cannot be drawn or read.
    private func words(on page: LayoutPage, of file: SourceFile) async throws -> [LayoutWord]? {
        let number = "\(page.number)"
        let drawing = try await tools.run(
            ToolInvocation(
                program: "pdftoppm",
                arguments: ["-f", number, "-l", number, "-r", "\(Self.resolution)", "-gray", file.path],
                readablePaths: [file.path], limits: ToolLimits(wall: .seconds(30), output: 128 << 20)))
        guard drawing.succeeded else { return nil }
        var reading = ToolInvocation(program: "tesseract", arguments: ["-", "-", "tsv"])
        reading.input = drawing.output
        // With the default number of threads a page takes five times as long.
        reading.environment = ["OMP_THREAD_LIMIT": "1"]
        reading.limits = ToolLimits(wall: .seconds(60), cpu: .seconds(60), output: 16 << 20)
        let result = try await tools.run(reading)
        guard result.succeeded else { return nil }
        return Self.words(inTable: result.outputText, scale: 72 / Double(Self.resolution))
    }

    /// Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    static func words(inTable table: String, scale: Double) -> [LayoutWord] {
        table.split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 12, fields[0] == "5", let left = Double(fields[6]), let top = Double(fields[7]),
                let width = Double(fields[8]), let height = Double(fields[9]), let confidence = Double(fields[10]),
                width > 0, height > 0
            else { return nil }
            let text = fields[11].trimmed
            guard !text.isEmpty else { return nil }
            return LayoutWord(
                text: text, x0: left * scale, y0: top * scale, x1: (left + width) * scale, y1: (top + height) * scale,
                confidence: min(max(confidence / 100, 0), 1))
        }
    }
}
