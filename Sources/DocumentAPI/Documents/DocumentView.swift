import Documents
import Foundation
import Jobs
import Rendering

/// A document with its sections and the sources of every statement.
struct DocumentView: Encodable {
    var documentId: String
    var documentName: String
    var documentType: String
    var documentSetKey: String
    var documentSetName: String
    var templateId: String
    var status: WireStatus
    var state: WireState
    @OrNull var error: String?
    @OrNull var problem: FailureView?
    var draft: Bool
    /// As the manifest has them; empty until there is one.
    var sections: JSONValue
    var sources: [Source]
    var outputs: [Output]
    @OrNull var manifestUrl: String?
    var warnings: [String]
    var metadata: [String: String]
    @OrNull var createdAt: Date?
    @OrNull var finishedAt: Date?

    struct Source: Encodable {
        var path: String
        var name: String
        var size: Int
        var sha256: String
    }

    struct Output: Encodable {
        var format: String
        var fileName: String
        var size: Int
        var sha256: String
        @OrNull var pages: Int?
        var url: String
    }

    init(_ document: FoundDocument, sections: JSONValue) {
        let request = document.record.request
        let status = StatusView(document)
        let product = document.ending?.product
        let content = "/api/v1/documents/\(request.id)/content?format="
        documentId = request.id.description
        documentName = request.outputName
        documentType = request.documentType
        documentSetKey = request.documentSetKey
        documentSetName = request.documentSetName
        templateId = request.templateID
        self.status = status.status
        state = status.state
        error = status.error
        problem = status.problem
        draft = status.draft
        self.sections = sections
        sources = request.sources.map {
            Source(path: $0.path, name: $0.name, size: $0.size, sha256: $0.sha256)
        }
        outputs = (product?.outputs ?? []).map {
            Output(
                format: $0.format.rawValue, fileName: $0.fileName, size: $0.size, sha256: $0.sha256,
                pages: $0.pages, url: content + $0.format.rawValue)
        }
        manifestUrl = product == nil ? nil : content + "manifest"
        warnings = status.warnings
        metadata = status.metadata
        createdAt = status.createdAt
        finishedAt = status.finishedAt
    }
}
