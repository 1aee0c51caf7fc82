import Extraction

/// Which section each block belongs to: the third value of the pipeline.
///
/// Names its sources' blocks by their positions; the blocks themselves stay in the artifacts of `extract`.
public struct ClassifiedContent: Sendable, Equatable, Codable {
    public static let schema = 1

    public var schema: Int
    /// The template as it was used; a source-following template has its sections by now.
    public var template: Template
    /// In the order of the request.
    public var sources: [Source]

    public init(template: Template, sources: [Source]) {
        self.schema = Self.schema
        self.template = template
        self.sources = sources
    }

    public struct Source: Sendable, Equatable, Codable {
        public var description: SourceDescription
        public var pageCount: Int?
        public var kind: SourceKind
        /// Nil where a worker wrote this that knew no versions.
        public var standing: SourceStanding?
        /// One for each block that belongs somewhere, in reading order.
        public var placements: [Placement]
        /// Positions of blocks that fit no section.
        public var unplaced: [Int]

        public init(
            description: SourceDescription, pageCount: Int?, kind: SourceKind,
            standing: SourceStanding? = nil, placements: [Placement], unplaced: [Int]
        ) {
            self.description = description
            self.pageCount = pageCount
            self.kind = kind
            self.standing = standing
            self.placements = placements
            self.unplaced = unplaced
        }
    }

    /// Where one block belongs.
    public struct Placement: Sendable, Equatable, Codable {
        public var block: Int
        /// Section ids; more than one for a display that stands in the text and in section 14.
        public var sections: [String]
        /// 0 ... 1.
        public var confidence: Double
        public var reason: Reason

        public init(block: Int, sections: [String], confidence: Double, reason: Reason) {
            self.block = block
            self.sections = sections
            self.confidence = confidence
            self.reason = reason
        }
    }

    /// What spoke for a placement.
    public enum Reason: String, Sendable, Codable {
        /// Its heading, or one above it, names the section.
        case heading
        /// The heading's number in an outline that is known.
        case headingMap = "heading_map"
        /// A display's title.
        case tableTitle = "table_title"
        /// A display's number.
        case tableNumber = "table_number"
        /// Its words.
        case words
        /// What stands before it.
        case neighbour
        /// Its place in a source of this kind.
        case structure
    }
}
