import Crypto

/// Writes a manuscript in every format asked for, and checks what was written.
public struct Renderer: Sendable {
    private let converter: PDFConverter?

    /// - Parameter converter: nil where no PDF can be made; asking for one is then an error.
    public init(converter: PDFConverter?) {
        self.converter = converter
    }

    /// Renders a manuscript.
    ///
    /// With a PDF the document is laid out first to learn its page numbers, which the tables of contents of both the
    /// DOCX and the PDF then show. The same manuscript always gives the same bytes.
    ///
    /// - Parameters:
    ///   - reference: in whose looks DOCX and PDF are; nil is our own. HTML and Markdown have ours.
    ///   - paginates: learns the page numbers even when no PDF is asked for.
    ///   - progress: is called before each step and once at the end.
    /// - Returns: a file for each format, in the order of ``OutputFormat/allCases``.
    /// - Throws: ``RenderingFailure``; `CancellationError`.
    public func render(
        _ manuscript: Manuscript, reference: ReferenceDocument? = nil, formats: Set<OutputFormat>,
        paginates: Bool = false,
        progress: (@Sendable (RenderingStep) -> Void)? = nil
    ) async throws -> [RenderedFile] {
        let isLaidOut = formats.contains(.pdf) || (paginates && formats.contains(.docx))
        let writer = DOCXWriter(reference: reference)
        var steps = Steps(total: formats.count + (isLaidOut ? 1 : 0), report: progress)
        var pageNumbers: PageNumbers?
        if isLaidOut {
            steps.start(.layout)
            // The first of two passes.
            pageNumbers = try await theConverter.pageNumbers(docx: try writer.write(manuscript))
        }
        var files: [RenderedFile] = []
        var pages: Int?
        let docx =
            formats.isDisjoint(with: [.docx, .pdf]) ? [] : try writer.write(manuscript, pageNumbers: pageNumbers)
        for format in OutputFormat.allCases where formats.contains(format) {
            try Task.checkCancellation()
            switch format {
            case .docx:
                steps.start(.docx)
                let check = DOCXCheck(manuscript, reference: reference)
                files.append(file(.docx, docx, flaws: try check.flaws(of: docx)))
            case .pdf:
                steps.start(.pdf)
                let pdf = try await self.pdf(docx, manuscript, pageNumbers)
                pages = pdf.pages
                files.append(pdf)
            case .html:
                steps.start(.html)
                files.append(file(.html, HTMLWriter().write(manuscript)))
            case .markdown:
                steps.start(.markdown)
                files.append(file(.markdown, MarkdownWriter().write(manuscript)))
            }
        }
        steps.start(.finished)
        return files.map { file in
            guard file.format == .docx else { return file }
            var file = file
            file.pages = pages
            return file
        }
    }

    private func pdf(
        _ docx: [UInt8], _ manuscript: Manuscript, _ pageNumbers: PageNumbers?
    ) async throws -> RenderedFile {
        let pdf = try await theConverter.convert(docx: docx, date: manuscript.properties.date)
        let flaws = try await theConverter.flaws(of: pdf, from: manuscript, pageNumbers: pageNumbers)
        return file(.pdf, pdf.bytes, pages: pdf.pages, flaws: flaws)
    }

    private var theConverter: PDFConverter {
        get throws(RenderingFailure) {
            guard let converter else { throw .tool(name: "soffice", message: "no PDF can be made here") }
            return converter
        }
    }

    private func file(
        _ format: OutputFormat, _ bytes: [UInt8], pages: Int? = nil, flaws: [Flaw] = []
    ) -> RenderedFile {
        let digest = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        return RenderedFile(format: format, bytes: bytes, sha256: digest, pages: pages, flaws: flaws)
    }

    /// Counts the steps for whoever watches.
    private struct Steps {
        let total: Int
        let report: (@Sendable (RenderingStep) -> Void)?
        private var done = 0

        init(total: Int, report: (@Sendable (RenderingStep) -> Void)?) {
            self.total = total
            self.report = report
        }

        mutating func start(_ kind: RenderingStep.Kind) {
            report?(RenderingStep(kind: kind, done: done, total: total))
            done = min(done + 1, total)
        }
    }
}
