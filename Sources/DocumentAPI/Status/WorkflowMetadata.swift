import Documents
import Foundation
import Jobs

/// What a document's workflow carries for its status: the client's own metadata and the warnings of its acceptance.
struct WorkflowMetadata {
    var metadata: [String: String]
    var warnings: [String]

    /// No client's name may begin so without being taken for ours.
    private static let warningsName = "galley:warnings"

    init(_ request: DocumentRequest) {
        metadata = request.metadata
        warnings = request.warnings
    }

    init(_ fields: [String: String]) {
        metadata = fields
        let stored = metadata.removeValue(forKey: Self.warningsName)
        // Anything else under that name is a client's text and no list of warnings.
        warnings = stored.flatMap { try? JSONCoding.decode([String].self, from: Array($0.utf8)) } ?? []
    }

    var fields: [String: String] {
        var fields = metadata
        fields[Self.warningsName] = nil
        // A list of strings can always be encoded.
        if !warnings.isEmpty, let bytes = try? JSONCoding.encode(warnings) {
            fields[Self.warningsName] = String(decoding: bytes, as: UTF8.self)
        }
        return fields
    }
}
