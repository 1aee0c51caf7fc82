/// Takes blocks as they are.
public struct CopyRule: Sendable, Equatable, Codable {
    /// Whose blocks; empty is the section's own.
    public var sections: [String]
    /// At most so many blocks; nil takes all.
    public var limit: Int?
    /// Tables too.
    public var includesTables: Bool
    /// The least confidence of the classification, 0 ... 1.
    public var minConfidence: Double

    public init(
        sections: [String] = [], limit: Int? = nil, includesTables: Bool = true, minConfidence: Double = 0.5
    ) {
        self.sections = sections
        self.limit = limit
        self.includesTables = includesTables
        self.minConfidence = minConfidence
    }
}
