import Documents
import HTTPTypes
import Hummingbird
import Jobs
import Logging

/// `POST /documents/generate`: accepts a document and answers at once.
struct GenerateRoutes {
    let intake: DocumentIntake
    let options: APIOptions

    func add(to group: CallerGroup) {
        group.post("documents/generate", use: generate)
        group.refuseOthers("documents/generate", allowing: [.post])
    }

    @Sendable private func generate(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        let prefer = Prefer(request.headers)
        let fields = try await JSONBody.object(of: request, limit: options.bodyLimit)
        let body = try GenerateBody(fields, isStrict: prefer.isStrict, sourceLimit: options.sourceLimit)
        let accepted = try await intake.accept(body, for: context.caller, trace: context.trace)
        context.logger.info(
            "document accepted",
            metadata: [
                "task_id": "\(accepted.id)", "document_type": "\(accepted.documentType)",
                "organization": "\(accepted.organization)", "user": "\(accepted.requestedBy)",
            ])
        var headers: HTTPFields = [.location: FoundDocument.statusPath(accepted.id), .retryAfter: "1"]
        if prefer.isStrict { headers[.preferenceApplied] = "handling=strict" }
        return try JSONAnswer.response(
            Answer(
                message: "The document is being generated", taskId: accepted.id.description,
                warnings: accepted.warnings),
            status: .accepted, headers: headers)
    }

    private struct Answer: Encodable {
        var message: String
        var taskId: String
        var warnings: [String]
    }
}
