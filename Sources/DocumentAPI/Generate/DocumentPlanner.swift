import Documents
import Jobs

/// Plans with the templates of a catalogue and the five stages.
public struct DocumentPlanner: DocumentPlanning {
    private let catalogue: TemplateCatalogue
    private let workflow: DocumentWorkflow

    /// - Parameter broker: gives the ids of a workflow's jobs.
    public init(catalogue: TemplateCatalogue, broker: any Producer) {
        self.catalogue = catalogue
        workflow = DocumentWorkflow(makeID: { broker.makeID(tenant: $0) })
    }

    public func outline(templateID: String?, documentType: String) async throws -> TemplateOutline? {
        let template = templateID.map { catalogue.template(id: $0) } ?? catalogue.template(documentType: documentType)
        return template.map(TemplateOutline.init)
    }

    public func outline(inline template: String) throws -> TemplateOutline {
        do {
            return TemplateOutline(try TemplateReader.read(template))
        } catch {
            throw InlineTemplateFaults(faults: error.faults.map { ($0.path, $0.message) })
        }
    }

    public func workflow(for request: DocumentRequest, trace: [String: String]) throws -> NewWorkflow {
        try workflow.workflow(for: request, trace: trace)
    }
}
