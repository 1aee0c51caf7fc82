import Extraction
import Jobs
import Rendering

extension DocumentPipeline {
    /// Beside the first stage: how the house's documents look, where the request or its template names one.
    public func perform(_ job: ReadReference, _ context: JobContext) async throws -> StageResult {
        let content = try await withCopy(of: job.file) { path in
            try await extractor.reference(path: path, name: job.file.name)
        }
        return StageResult(artifact: try await artifacts(job.reference).put(content))
    }

    /// What was read of the request's reference document; nil when it has none.
    func reference(
        of request: DocumentRequest, _ reference: DocumentReference, _ context: JobContext
    ) async throws -> ReferenceDocument? {
        guard request.referenceDocument != nil else { return nil }
        let result = try await result(StageResult.self, of: DocumentWorkflow.referenceNode, context)
        return ReferenceDocument(
            try await artifacts(reference).value(ReferenceContent.self, of: result.artifact))
    }
}

extension ReferenceDocument {
    init(_ content: ReferenceContent) {
        self.init(
            defaults: content.defaults.map(Element.init), styles: content.styles.map(Style.init),
            pages: content.pages.map(Page.init))
    }
}

extension ReferenceDocument.Element {
    init(_ element: StyleElement) {
        self.init(
            element.name, element.attributes.map { .init($0.name, $0.value) }, element.children.map(Self.init))
    }
}

extension ReferenceDocument.Style {
    init(_ style: ReferenceContent.Style) {
        let kind: Kind =
            switch style.kind {
            case .paragraph: .paragraph
            case .character: .character
            case .table: .table
            }
        self.init(
            kind: kind, id: style.id, name: style.name, basedOn: style.basedOn, next: style.next,
            isDefault: style.isDefault, uses: style.uses,
            properties: style.properties.map(ReferenceDocument.Element.init))
    }
}

extension ReferenceDocument.Page {
    init(_ page: ReferenceContent.Page) {
        self.init(
            width: page.width, height: page.height, top: page.top, right: page.right, bottom: page.bottom,
            left: page.left, header: page.header, footer: page.footer)
    }
}
