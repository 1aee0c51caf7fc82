import Documents
import Extraction

/// The pipeline's reader of sources: a confined child process for each file.
struct ConfinedExtraction: SourceExtracting {
    let extractor: Extractor

    /// Readers change with releases; what an older one read is read again.
    var version: String { "galley-\(Version.current)" }

    func extract(
        path: String, name: String, progress: (@Sendable (ExtractionProgress) -> Void)?
    ) async throws -> ExtractedContent {
        try await extractor.extract(path: path, name: name, progress: progress)
    }

    func reference(path: String, name: String) async throws -> ReferenceContent {
        try await extractor.reference(path: path, name: name)
    }
}
