/// How a source stands to the other versions of it among the sources. Numbers are places in the request.
public struct SourceStanding: Sendable, Equatable, Codable {
    public var version: SourceVersion
    /// The whole, newer version, or the earlier copy, that is used in its place.
    public var replacedBy: Int?
    /// Newer versions, whole or not.
    public var newer: [Int]
    /// Versions of which cannot be told whether they are newer; each pair is named once.
    public var unclear: [Int]

    public init(
        version: SourceVersion = SourceVersion(), replacedBy: Int? = nil, newer: [Int] = [], unclear: [Int] = []
    ) {
        self.version = version
        self.replacedBy = replacedBy
        self.newer = newer
        self.unclear = unclear
    }
}
