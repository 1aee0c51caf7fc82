import Documents
import Jobs

/// Plans with the templates of a catalogue and the five stages.
public struct DocumentPlanner: DocumentPlanning {
    private let catalogue: TemplateCatalogue

    public init(catalogue: TemplateCatalogue) {
        self.catalogue = catalogue
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
        try DocumentWorkflow.workflow(for: request, trace: trace)
    }
}
