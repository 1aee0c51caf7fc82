import Documents
import Jobs
import ObjectStore
import Rendering

extension FinishedDocument {
    /// Stores a DOCX, a PDF and a manifest, and names them as `finalize` does.
    static func sample(in store: any ObjectStore, isDraft: Bool = false) async throws -> FinishedDocument {
        var outputs: [Output] = []
        for (format, text) in [(OutputFormat.docx, "the DOCX file"), (.pdf, "%PDF- the PDF file")] {
            let info = try await put("artifacts/acme/\(format.rawValue)", text, store)
            outputs.append(
                Output(
                    format: format, key: info.key.description, fileName: "Bericht Ä.\(format.fileExtension)",
                    size: info.size, sha256: info.sha256, pages: format == .pdf ? 1 : nil))
        }
        let manifest = try await put(
            "artifacts/acme/manifest",
            #"{"content": {"sections": [{"section_id": "12", "title": "Safety", "citations": [{"page": 3}]}]}}"#, store)
        return FinishedDocument(
            outputs: outputs, manifestKey: manifest.key.description, manifestSHA256: manifest.sha256,
            isDraft: isDraft, sectionCount: 1, citationCount: 1, warnings: ["two sections are open"])
    }

    private static func put(_ path: String, _ text: String, _ store: any ObjectStore) async throws -> ObjectInfo {
        guard let key = ObjectKey(path) else { throw TestAPI.BadPath() }
        return try await store.put(key, bytes: Array(text.utf8))
    }
}
