/// A finished file.
public struct RenderedFile: Sendable, Equatable {
    public var format: OutputFormat
    public var bytes: [UInt8]
    /// Of the bytes, in lower-case hexadecimal digits.
    public var sha256: String
    /// Nil for a format without pages, and for a DOCX that was not laid out.
    public var pages: Int?
    /// What its check found wrong; empty when all is well.
    public var flaws: [Flaw]
}
