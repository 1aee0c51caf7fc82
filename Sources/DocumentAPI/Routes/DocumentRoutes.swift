import Documents
import Hummingbird

/// `GET /documents/` and `GET /documents/{id}`.
struct DocumentRoutes {
    let services: APIServices

    func add(to group: CallerGroup) {
        group.get("documents", use: list)
        group.get("documents/:id", use: show)
        group.refuseOthers("documents", allowing: [.get])
        group.refuseOthers("documents/:id", allowing: [.get, .delete])
    }

    @Sendable private func list(_ request: Request, _ context: CallerContext) async throws -> Response {
        let parameters = request.uri.queryParameters
        var query = DocumentQuery(organization: context.caller.organization)
        query.documentType = parameters["document_type"].map(String.init)
        query.documentSetKey = parameters["document_set_key"].map(String.init)
        query.cursor = parameters["cursor"].map(String.init)
        if let text = parameters["limit"] {
            guard let limit = Int(text), (1...100).contains(limit) else { throw QueryFault.number("limit", 1...100) }
            query.limit = limit
        }
        var status: WireStatus?
        if let text = parameters["status"] {
            status = WireStatus(rawValue: String(text))
            if status == nil { throw QueryFault.choice("status", WireStatus.allCases.map(\.rawValue)) }
        }
        return try JSONAnswer.response(
            try await DocumentListing(services: services).page(query, status: status),
            headers: [.cacheControl: "private, no-cache"])
    }

    @Sendable private func show(_ request: Request, _ context: CallerContext) async throws -> Response {
        let document = try await DocumentFinder(services: services).find(
            try context.parameters.require("id"), organization: context.caller.organization)
        if case .file(let format) = AcceptedForm(request.headers[.accept]) {
            let content = DocumentContent(store: services.store)
            var response = try await content.response(.output(format), of: document, to: request)
            response.headers[.vary] = "Accept"
            return response
        }
        let sections = try await ManifestSections.read(document.ending?.product, from: services.store)
        return try JSONAnswer.response(
            ["document": DocumentView(document, sections: sections)],
            headers: [.cacheControl: "private, no-cache", .vary: "Accept"])
    }
}
