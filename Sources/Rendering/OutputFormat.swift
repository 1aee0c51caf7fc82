/// A format in which a document can be had.
public enum OutputFormat: String, Sendable, Codable, CaseIterable, Hashable {
    case docx, pdf, html
    case markdown = "md"

    /// The media type of RFC 6838, as registered with IANA.
    public var mediaType: String {
        switch self {
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .pdf: "application/pdf"
        case .html: "text/html; charset=utf-8"
        case .markdown: "text/markdown; charset=utf-8"
        }
    }

    /// Without the dot.
    public var fileExtension: String { rawValue }
}
