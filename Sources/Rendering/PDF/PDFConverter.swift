import Sandbox

/// Makes a PDF from a DOCX by LibreOffice, finished by qpdf; both run under limits and without a network.
public struct PDFConverter: Sendable {
    private let tools: PDFTools
    private let office: LibreOffice
    private let slots: Turnstile

    public init(runner: ToolRunner, options: PDFOptions = PDFOptions()) {
        tools = PDFTools(runner: runner)
        office = LibreOffice(tools: tools, options: options)
        slots = Turnstile(options.conversions)
    }

    /// Converts a document: bookmarks from its headings, tagged, fonts embedded, linearized.
    ///
    /// The same DOCX and date give the same bytes as long as the programs stay the same.
    ///
    /// - Parameter date: ISO 8601; written as the date of creation.
    /// - Throws: ``RenderingFailure``; `CancellationError`.
    public func convert(docx: [UInt8], date: String) async throws -> PDFResult {
        let date = try Timestamp(date)
        let raw = try await slots.run { try await office.convert(docx, namesPlaces: false) }
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let qpdf = QPDF(tools: tools)
        let normalized = PDFDates(date: date).normalized(raw)
        let bytes = try await qpdf.linearized(try directory.write(normalized, as: "raw.pdf"))
        let structure = try await qpdf.structure(of: try directory.write(bytes, as: "finished.pdf"))
        return PDFResult(bytes: bytes, pages: structure.pages, outline: structure.outline)
    }

    /// Lays a document out and tells on which pages its headings and tables come to stand.
    ///
    /// - Throws: ``RenderingFailure``; `CancellationError`.
    public func pageNumbers(docx: [UInt8]) async throws -> PageNumbers {
        let raw = try await slots.run { try await office.convert(docx, namesPlaces: true) }
        let directory = try WorkDirectory()
        defer { directory.remove() }
        return try await Poppler(tools: tools).pages(of: try directory.write(raw, as: "raw.pdf"))
    }

    /// What is wrong with a finished PDF; nothing when all is well.
    ///
    /// - Parameter pageNumbers: what the table of contents shows, where it shows any.
    /// - Throws: ``RenderingFailure`` when a program that checks could not be run.
    public func flaws(
        of pdf: PDFResult, from manuscript: Manuscript, pageNumbers: PageNumbers? = nil
    ) async throws -> [Flaw] {
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let file = try directory.write(pdf.bytes, as: "finished.pdf")
        var flaws = PDFCheck(manuscript).flaws(of: pdf, pageNumbers: pageNumbers)
        if let complaint = try await QPDF(tools: tools).complaint(about: file) {
            flaws.append(Flaw(.pdf, "qpdf complains: \(complaint)"))
        }
        for font in try await Poppler(tools: tools).fontsNotEmbedded(in: file) {
            flaws.append(Flaw(.pdf, "the font \(font) is not embedded"))
        }
        return flaws
    }
}
