import Documents
import Foundation
import Jobs

/// Accepts documents: looks everything up, writes the record, hands over the workflow.
///
/// The record comes first, because a worker may start at once and reads it. A workflow that the queue did not take
/// takes the record away again; should that fail too, the record is one that was never begun, which its reader is
/// told and which may be retried. So nothing accepted is lost, and nothing refused runs for long: the stages of a
/// workflow whose record is gone give up at once.
struct DocumentIntake: Sendable {
    let services: APIServices
    let options: APIOptions

    func accept(_ body: GenerateBody, for caller: Caller, trace: [String: String]) async throws -> DocumentRequest {
        let lookup = SourceLookup(store: services.store, sniffer: services.sniffer, options: options)
        let outline = try await TemplateLookup(planner: services.planner).outline(of: body)
        let sources = try await lookup.sources(body.filePaths, organization: caller.organization)
        let reference = try await reference(of: body, outline, lookup, caller)
        let request = request(body, outline, sources, reference, caller)
        let workflow = try workflow(for: request, trace: trace)
        try await services.records.create(DocumentRecord(request: request))
        do {
            try await services.broker.enqueue(workflow)
        } catch {
            // The first error is the one to tell; a record left behind shows itself as never begun.
            try? await services.records.delete(request.id, organization: request.organization)
            throw error
        }
        return request
    }

    /// The workflow with what status tells beside it, so that one look answers for a document in the making.
    func workflow(for request: DocumentRequest, trace: [String: String]) throws -> NewWorkflow {
        var workflow = try services.planner.workflow(for: request, trace: trace)
        workflow.metadata = WorkflowMetadata(request).fields
        return workflow
    }

    /// The request's own, else its template's.
    private func reference(
        of body: GenerateBody, _ outline: TemplateOutline, _ lookup: SourceLookup, _ caller: Caller
    ) async throws -> SourceFile? {
        if let path = body.referenceDocument {
            return try await lookup.reference(path, at: "/reference_document", organization: caller.organization)
        }
        guard let path = outline.referenceDocument else { return nil }
        let pointer = body.inlineTemplate == nil ? "/template_id" : "/generic_mrt_outline_full/reference_document"
        return try await lookup.reference(path, at: pointer, organization: caller.organization)
    }

    private func request(
        _ body: GenerateBody, _ outline: TemplateOutline, _ sources: [SourceFile], _ reference: SourceFile?,
        _ caller: Caller
    ) -> DocumentRequest {
        let id = services.broker.makeID(tenant: caller.organization)
        let outputName = body.outputName ?? Self.fileName(body.documentType)
        return DocumentRequest(
            id: id, organization: caller.organization, requestedBy: caller.id, documentType: body.documentType,
            templateID: outline.id, inlineTemplate: body.inlineTemplate, sources: sources,
            referenceDocument: reference, documentSetKey: body.documentSetKey ?? id.description,
            documentSetName: body.documentSetName ?? outputName, outputName: outputName,
            selectedSectionIDs: body.selectedSectionIDs, instructions: body.instructions,
            styleGuideID: body.styleGuideID, formats: body.formats, citations: body.citations,
            priority: body.priority, deadline: body.deadline, webhook: body.webhook, metadata: body.metadata,
            warnings: body.warnings, createdAt: Date())
    }

    /// A document type as the name of a file.
    private static func fileName(_ type: String) -> String {
        let name = String(type.map { "/\\:*?\"<>|".contains($0) ? "_" : $0 }).drop { $0 == "." }
        return name.isEmpty ? "document" : String(name)
    }
}
