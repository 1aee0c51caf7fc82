/// Where a rendering stands.
public struct RenderingStep: Sendable, Equatable {
    public var kind: Kind
    /// Steps done before this one.
    public var done: Int
    public var total: Int

    public enum Kind: String, Sendable, Codable {
        /// Learning the page numbers.
        case layout
        case docx, pdf, html
        case markdown = "md"
        case finished
    }
}
