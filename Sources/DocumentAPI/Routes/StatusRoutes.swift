import Hummingbird

/// `GET /documents/status/{task_id}`.
struct StatusRoutes {
    let watch: StatusWatch

    func add(to group: CallerGroup) {
        group.get("documents/status/:id", use: status)
        group.refuseOthers("documents/status/:id", allowing: [.get])
    }

    /// Whether a request asks for a status.
    static func isPoll(_ request: Request) -> Bool {
        request.method == .get && request.uri.path.hasPrefix("/api/v1/documents/status/")
    }

    @Sendable private func status(_ request: Request, _ context: CallerContext) async throws -> Response {
        let answer = try await watch.status(
            of: try context.parameters.require("id"), organization: context.caller.organization,
            wait: .seconds(try wait(request)))
        return try answer.response(to: request)
    }

    /// In seconds; the query is a demand and may be wrong, the preference is a wish and may not.
    private func wait(_ request: Request) throws -> Int {
        guard let text = request.uri.queryParameters["wait"] else {
            return max(0, Prefer(request.headers).wait ?? 0)
        }
        guard let seconds = Int(text), seconds >= 0 else { throw QueryFault.number("wait", 0...60) }
        return seconds
    }
}
