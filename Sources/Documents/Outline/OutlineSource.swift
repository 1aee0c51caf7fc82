import Extraction

/// A source as the manifest lists it.
public struct OutlineSource: Sendable, Equatable, Codable {
    public var name: String
    public var sha256: String
    public var size: Int
    public var format: SourceFormat
    public var kind: SourceKind
    /// As a person says it, such as `amendment 2, version 3.0, 2019-03-12`; nil where the source says nothing.
    public var version: String?
    /// The name of the newer version, or of the copy, that was used in its place.
    public var replacedBy: String?
    public var pages: Int?
    public var blocks: Int
    public var placed: Int
    /// What its reader warned of.
    public var warnings: [String]

    /// What it is, as printed beside its name, such as `protocol, amendment 2`; nil where nothing is known.
    var described: String? {
        let parts = [kind == .unknown ? nil : kind.title, version, replacedBy.map { "not used, for \($0)" }]
        let known = parts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}
