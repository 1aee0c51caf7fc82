import Extraction

/// A source as the manifest lists it.
public struct OutlineSource: Sendable, Equatable, Codable {
    public var name: String
    public var sha256: String
    public var size: Int
    public var format: SourceFormat
    public var kind: SourceKind
    public var pages: Int?
    public var blocks: Int
    public var placed: Int
    /// What its reader warned of.
    public var warnings: [String]
}
