import Hummingbird

/// `GET /documents/status/{task_id}`.
struct StatusRoutes {
    let watch: StatusWatch

    private static let path = "documents/status/:id"

    func add(to group: CallerGroup) {
        group.get(RouterPath(Self.path), use: status)
        group.refuseOthers(RouterPath(Self.path), allowing: [.get])
    }

    /// Whether a route's path is that of a question for the status.
    static func isPoll(_ endpointPath: String?) -> Bool { endpointPath?.hasSuffix(path) ?? false }

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
