import HTTPTypes
import Hummingbird
import Jobs
import Logging

/// Gives every request its id and writes one line at its end.
///
/// The line bears the path's template and never the query, the body or a token.
struct RequestMiddleware: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = RequestIdentity.id(request.headers[.requestID])
        context.traceparent = RequestIdentity.traceparent(request.headers[.traceparent])
        context.logger[metadataKey: "request_id"] = "\(context.requestID)"
        let start = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        log(request, response, context, took: ContinuousClock.now - start)
        return response
    }

    private func log(_ request: Request, _ response: Response, _ context: APIContext, took: Duration) {
        var metadata: Logger.Metadata = [
            "method": "\(request.method)", "path": "\(context.endpointPath ?? "-")",
            "status": "\(response.status.code)", "duration_ms": "\(took.milliseconds)",
        ]
        if let caller = context.note.caller {
            metadata["organization"] = "\(caller.organization)"
            metadata["user"] = "\(caller.id)"
        }
        let isProbe = context.endpointPath?.hasPrefix("/health/") ?? false
        context.logger.log(level: isProbe ? .debug : .info, "request", metadata: metadata)
    }
}
