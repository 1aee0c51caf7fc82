/// How much of one source is read before it is refused.
///
/// Every cap is absolute: honest OOXML compresses 90 to 1, so a cap on the ratio would refuse real tables.
public struct ExtractionLimits: Sendable, Equatable, Codable {
    /// The file itself, in bytes.
    public var fileBytes: Int
    /// One unpacked entry of a ZIP archive, in bytes.
    public var entryBytes: Int
    /// All unpacked entries of a ZIP archive together, in bytes.
    public var totalBytes: Int
    /// Entries of a ZIP archive.
    public var entries: Int
    public var pages: Int
    /// How deep elements may nest.
    public var depth: Int
    /// Cells of all tables or worksheets together.
    public var cells: Int
    public var blocks: Int

    public init(
        fileBytes: Int = 100 << 20, entryBytes: Int = 64 << 20, totalBytes: Int = 256 << 20, entries: Int = 5_000,
        pages: Int = 2_000, depth: Int = 256, cells: Int = 2_000_000, blocks: Int = 200_000
    ) {
        self.fileBytes = fileBytes
        self.entryBytes = entryBytes
        self.totalBytes = totalBytes
        self.entries = entries
        self.pages = pages
        self.depth = depth
        self.cells = cells
        self.blocks = blocks
    }
}
