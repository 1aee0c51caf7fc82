import Rendering

/// The document ready to be written, with what the manifest says of it: the fifth value of the pipeline.
public struct Draft: Sendable, Equatable, Codable {
    public static let schema = 1

    public var schema: Int
    public var manuscript: Manuscript
    /// Without the outline's elements, which are the manuscript's now.
    public var outline: FilledOutline

    public init(manuscript: Manuscript, outline: FilledOutline) {
        self.schema = Self.schema
        self.manuscript = manuscript
        self.outline = outline
    }
}
