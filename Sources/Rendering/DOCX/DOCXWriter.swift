/// Writes a manuscript as a Word document (ECMA-376, transitional).
///
/// The same manuscript and page numbers always give the same bytes, on every host.
public struct DOCXWriter: Sendable {
    private let look: DocumentLook

    /// - Parameter reference: whose looks the document takes; nil is our own.
    public init(reference: ReferenceDocument? = nil) {
        look = DocumentLook(reference)
    }

    /// - Parameter pageNumbers: shown in the table of contents; without them its page fields stay empty until Word
    ///   brings them up to date.
    /// - Throws: ``RenderingFailure``
    public func write(_ manuscript: Manuscript, pageNumbers: PageNumbers? = nil) throws -> [UInt8] {
        let composition = Composition(manuscript)
        let date = try Timestamp(manuscript.properties.date)
        var body = DOCXBody(composition, look, pageNumbers: pageNumbers)
        let document = body.document()
        let package = DOCXPackage(
            composition: composition, look: look, date: date, document: document, comments: body.comments,
            footnotes: body.footnotes)
        return try ZIPWriter.pack(package.entries())
    }
}
