import Hummingbird

/// `GET /documents/{id}/content`: the finished files, and the manifest.
struct ContentRoutes {
    let services: APIServices

    func add(to group: CallerGroup) {
        group.get("documents/:id/content", use: content)
        group.refuseOthers("documents/:id/content", allowing: [.get])
    }

    @Sendable private func content(_ request: Request, _ context: CallerContext) async throws -> Response {
        let word = request.uri.queryParameters["format"].map(String.init)
        let part = word.flatMap(DocumentContent.Part.init)
        if word != nil, part == nil { throw QueryFault.choice("format", DocumentContent.Part.words) }
        let document = try await DocumentFinder(services: services).find(
            try context.parameters.require("id"), organization: context.caller.organization)
        return try await DocumentContent(store: services.store).response(part, of: document, to: request)
    }
}
