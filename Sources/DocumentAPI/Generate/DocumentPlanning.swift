import Documents
import Jobs

/// Knows the templates, and turns a request into its workflow.
public protocol DocumentPlanning: Sendable {
    /// The template with this id, or without one the template of a document type; nil when there is none.
    func outline(templateID: String?, documentType: String) async throws -> TemplateOutline?

    /// Reads a whole template given inline, as JSON.
    ///
    /// - Throws: ``InlineTemplateFaults``.
    func outline(inline template: String) throws -> TemplateOutline

    /// The workflow that makes a document; its id is the document's.
    ///
    /// - Parameter trace: goes into the metadata of every job.
    func workflow(for request: DocumentRequest, trace: [String: String]) throws -> NewWorkflow
}
