/// A finished PDF and what was read back from it.
public struct PDFResult: Sendable, Equatable {
    public var bytes: [UInt8]
    public var pages: Int
    /// The bookmarks in the order of the tree.
    public var outline: [Entry]

    public struct Entry: Sendable, Equatable {
        public var title: String
        /// From 1.
        public var level: Int
        /// From 1; nil for a bookmark that leads nowhere.
        public var page: Int?
    }
}
