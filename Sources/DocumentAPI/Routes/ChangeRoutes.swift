import Documents
import HTTPTypes
import Hummingbird
import Jobs
import Logging

/// `POST /documents/{id}/cancel`, `POST /documents/{id}/retry` and `DELETE /documents/{id}`.
struct ChangeRoutes {
    private let changes: DocumentChanges

    init(services: APIServices, options: APIOptions) {
        changes = DocumentChanges(
            services: services, intake: DocumentIntake(services: services, options: options))
    }

    func add(to group: CallerGroup) {
        group.post("documents/:id/cancel", use: cancel)
        group.post("documents/:id/retry", use: retry)
        group.delete("documents/:id", use: delete)
        group.refuseOthers("documents/:id/cancel", allowing: [.post])
        group.refuseOthers("documents/:id/retry", allowing: [.post])
    }

    @Sendable private func cancel(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        let document = try await changes.cancel(try context.parameters.require("id"), by: context.caller)
        return try accepted("The document is being cancelled", document, "cancelled", context)
    }

    @Sendable private func retry(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        let id = try context.parameters.require("id")
        let document = try await changes.retry(id, by: context.caller, trace: context.trace)
        return try accepted("The document is being generated again", document, "retried", context)
    }

    @Sendable private func delete(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        let id = try context.parameters.require("id")
        try await changes.delete(id, by: context.caller)
        context.logger.info("document deleted", metadata: ["task_id": "\(id)", "user": "\(context.caller.id)"])
        return Response(status: .noContent)
    }

    private func accepted(
        _ message: String, _ document: FoundDocument, _ what: String, _ context: CallerContext
    ) throws -> Response {
        let id = document.record.id.description
        context.logger.info("document \(what)", metadata: ["task_id": "\(id)", "user": "\(context.caller.id)"])
        return try JSONAnswer.response(
            ["message": message, "task_id": id], status: .accepted,
            headers: [.location: document.statusPath, .retryAfter: "1"])
    }
}
