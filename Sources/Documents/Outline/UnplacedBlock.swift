/// A block that fits no section.
public struct UnplacedBlock: Sendable, Equatable, Codable {
    public var citation: Citation

    public init(citation: Citation) {
        self.citation = citation
    }
}
