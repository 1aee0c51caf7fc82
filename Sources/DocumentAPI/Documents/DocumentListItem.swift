import Documents
import Foundation
import Jobs

/// A document in a list, with the members that clients of the model read.
struct DocumentListItem: Encodable {
    var documentId: String
    var documentName: String
    var documentType: String
    var documentSetKey: String
    var documentSetName: String
    /// The model's word for the set's key.
    var workspaceId: String
    var template: Template
    var status: WireStatus
    var state: WireState
    var createdAt: Date
    var updatedAt: Date

    struct Template: Encodable {
        var templateId: String
        var templateName: String
    }

    init(_ document: FoundDocument) {
        let request = document.record.request
        let status = StatusView(document)
        documentId = request.id.description
        documentName = request.outputName
        documentType = request.documentType
        documentSetKey = request.documentSetKey
        documentSetName = request.documentSetName
        workspaceId = request.documentSetKey
        template = Template(templateId: request.templateID, templateName: request.templateID)
        self.status = status.status
        state = status.state
        createdAt = request.createdAt
        updatedAt = status.finishedAt ?? status.startedAt ?? request.createdAt
    }
}
