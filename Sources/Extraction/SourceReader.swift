/// Reads one format into blocks.
///
/// A reader trusts nothing in the file. It throws ``UnreadableSource`` for what no retry can mend, stays within the
/// ``ExtractionLimits``, writes no file, and returns the same content for the same bytes.
public protocol SourceReader: Sendable {
    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent
}
