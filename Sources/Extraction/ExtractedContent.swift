/// What was read from one source: its blocks in reading order, and what was set apart.
public struct ExtractedContent: Sendable, Equatable, Codable {
    /// Of this value's shape; one newer than the reader is refused.
    public static let schema = 1

    public var schema: Int
    public var source: SourceDescription
    /// Nil where the format has no pages.
    public var pageCount: Int?
    /// From the file's own properties; often wrong, so never more than a hint.
    public var title: String?
    public var blocks: [Block]
    /// Running headers and footers, once each, as they stood on the first page that bore them.
    public var furniture: [String]
    public var warnings: [ExtractionWarning]

    public init(
        source: SourceDescription, pageCount: Int? = nil, title: String? = nil, blocks: [Block],
        furniture: [String] = [], warnings: [ExtractionWarning] = []
    ) {
        self.schema = Self.schema
        self.source = source
        self.pageCount = pageCount
        self.title = title
        self.blocks = blocks
        self.furniture = furniture
        self.warnings = warnings
    }
}

/// Which file was read.
public struct SourceDescription: Sendable, Equatable, Codable {
    /// The name its owner gave it, such as `protocol.pdf`; shown in citations.
    public var name: String
    /// Of the whole file, lower-case hexadecimal.
    public var sha256: String
    /// In bytes.
    public var size: Int
    public var format: SourceFormat

    public init(name: String, sha256: String, size: Int, format: SourceFormat) {
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.format = format
    }
}

/// What a file is, told by its content and not by its name.
public enum SourceFormat: String, Sendable, Codable, CaseIterable {
    case pdf, docx, xlsx, html, markdown, csv, text, rtf
}

/// Something a reader of the result should know: OCR was used, tracked changes were accepted, a page was empty.
public struct ExtractionWarning: Sendable, Equatable, Codable {
    /// Stable and lower-case, such as `tracked_changes`.
    public var code: String
    public var message: String
    public var page: Int?

    public init(code: String, message: String, page: Int? = nil) {
        self.code = code
        self.message = message
        self.page = page
    }
}

/// Why a source cannot be read, whoever tries: the message names the file and the reason.
public struct UnreadableSource: Error, Sendable, Equatable, Codable {
    public enum Reason: String, Sendable, Codable, CaseIterable {
        case missing, empty, encrypted, damaged, unsupported, mislabelled
        case tooLarge = "too_large"
        case tooComplex = "too_complex"
    }

    public var source: String
    public var reason: Reason
    /// One sentence, such as `protocol.pdf is encrypted: remove its password and upload it again.`
    public var message: String

    public init(source: String, reason: Reason, message: String) {
        self.source = source
        self.reason = reason
        self.message = message
    }
}

extension UnreadableSource: CustomStringConvertible {
    public var description: String { message }
}
