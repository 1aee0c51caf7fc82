import Extraction
import Foundation
import Jobs
import Rendering

@testable import Documents

/// The report of the public pilot study: its protocol and the replicated tables, through the stages in memory.
enum PilotStudy {
    static let sources =
        ["ddf-ra/CDISC_Pilot_Study.pdf"]
        + [
            "14-1.01", "14-1.02", "14-1.03", "14-2.01", "14-3.01", "14-3.02", "14-3.10", "14-4.01", "14-5.01",
            "14-6.01",
            "14-6.04",
        ].map { "atorus/\($0).docx" }

    static func outline(_ names: [String] = sources) async throws -> (ClassifiedContent, FilledOutline) {
        try await Sample.outline(of: try await Corpus.read(names))
    }
}

enum Sample {
    static func csr() throws -> Template { try builtIn("csr") }

    static func protocolTemplate() throws -> Template { try builtIn("protocol") }

    private static func builtIn(_ id: String) throws -> Template {
        guard let template = try TemplateCatalogue.builtIn().template(id: id) else { throw Missing() }
        return template
    }

    struct Missing: Error {}

    static func outline(
        of contents: [ExtractedContent], template: Template? = nil
    ) async throws -> (ClassifiedContent, FilledOutline) {
        let classified = try await Classifier(template: try template ?? csr()).classify(contents)
        return (classified, try await OutlineFiller(classified, contents: contents).fill())
    }

    /// One request, so that what is made of it twice can be compared.
    static let fixed = request()

    static func request(formats: [OutputFormat] = [.docx]) -> DocumentRequest {
        DocumentRequest(
            id: WorkflowID(shard: 0, now: Date(timeIntervalSince1970: 1_700_000_000)), organization: "acme",
            requestedBy: "test", documentType: "CSR", templateID: "csr", sources: [], documentSetKey: "set",
            documentSetName: "Set", outputName: "CSR", formats: formats,
            createdAt: Date(timeIntervalSince1970: 1_700_000_000))
    }
}
