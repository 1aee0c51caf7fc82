import Hummingbird
import Logging

/// Turns every error into a problem document; what the server itself did wrong goes to the log, not to the client.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            if problem == nil {
                context.logger.error("request failed", metadata: ["error": "\(error)"])
            } else if !(error is Problem) {
                context.logger.debug("request refused", metadata: ["error": "\(error)"])
            }
            return try (problem ?? .internalError).response(
                requestID: context.requestID, isPoll: StatusRoutes.isPoll(request))
        }
    }
}
