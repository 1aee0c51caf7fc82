import HTTPTypes
import Hummingbird

extension Problem {
    /// The response; every one bears the request's id.
    func response(requestID: String) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        if let location { headers[.location] = location }
        let body = Body(
            title: status.reasonPhrase, detail: detail, code: code, requestId: requestID,
            statusUrl: location, errors: faults.isEmpty ? nil : faults)
        return Response(status: status, headers: headers, body: try JSONAnswer.body(body))
    }

    private struct Body: Encodable {
        var title: String
        var detail: String
        var code: String
        var requestId: String
        var statusUrl: String?
        var errors: [Fault]?
    }
}
