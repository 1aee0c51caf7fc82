import HTTPTypes
import Hummingbird

extension Problem {
    /// The response; every one bears the request's id.
    ///
    /// - Parameter isPoll: the question was for a document's status. Clients of the model read the member `status`
    ///   of whatever comes and some take all but `Generating` for the end, so an error of the server itself, which
    ///   ends nothing, says that word. Other readers ignore a `status` that is no number, as RFC 9457 (3.1) demands.
    func response(requestID: String, isPoll: Bool) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        if let location { headers[.location] = location }
        let body = Body(
            title: status.reasonPhrase, detail: detail, code: code, requestId: requestID,
            statusUrl: location, errors: faults.isEmpty ? nil : faults,
            status: isPoll && status.kind == .serverError ? WireStatus.generating : nil)
        return Response(status: status, headers: headers, body: try JSONAnswer.body(body))
    }

    private struct Body: Encodable {
        var title: String
        var detail: String
        var code: String
        var requestId: String
        var statusUrl: String?
        var errors: [Fault]?
        var status: WireStatus?
    }
}
