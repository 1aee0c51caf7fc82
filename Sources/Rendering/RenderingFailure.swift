/// Why a document could not be written.
public enum RenderingFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// ``Manuscript/Properties/date`` is not an ISO 8601 date.
    case unreadableDate(String)
    /// The archive library refused to write or read a ZIP; its own words.
    case archive(String)
    /// An outside program is missing, failed or gave nothing; which one, and its last words.
    case tool(name: String, message: String)
    /// The finished file is not what was to be written.
    case check(String)

    public var description: String {
        switch self {
        case .unreadableDate(let date): "The document's date is not an ISO 8601 date: \(date)"
        case .archive(let message): "The DOCX archive failed: \(message)"
        case .tool(let name, let message): "\(name) failed: \(message)"
        case .check(let message): "The finished document is not right: \(message)"
        }
    }
}
