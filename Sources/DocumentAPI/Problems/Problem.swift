import HTTPTypes

/// An error as clients see it: `application/problem+json` (RFC 9457).
///
/// Without the optional member `status` as a number, because clients of the model test a member of that name for
/// `Generating`.
struct Problem: Error {
    var status: HTTPResponse.Status
    /// A stable, lower-case word for programs.
    var code: String
    /// One sentence for people; never an internal error's text.
    var detail: String
    /// Each thing that is wrong with the body.
    var faults: [Fault] = []
    /// Where to look instead, such as the status of an unfinished document.
    var location: String?
    var headers: HTTPFields = [:]

    /// One thing that is wrong, by its JSON pointer (RFC 6901).
    struct Fault: Encodable, Equatable {
        var pointer: String
        var detail: String
    }
}

extension Problem {
    static let unauthorized = Problem(
        status: .unauthorized, code: "unauthorized", detail: "A valid API key is needed: Authorization: Bearer glk_…",
        headers: [.wwwAuthenticate: #"Bearer realm="galley""#])

    static func forbidden(_ detail: String) -> Problem {
        Problem(status: .forbidden, code: "forbidden", detail: detail)
    }

    static func notFound(_ detail: String) -> Problem {
        Problem(status: .notFound, code: "not_found", detail: detail)
    }

    static func conflict(_ code: String, _ detail: String, location: String? = nil) -> Problem {
        Problem(status: .conflict, code: code, detail: detail, location: location)
    }

    static func invalid(_ faults: [Fault]) -> Problem {
        let first = faults.first.map { ": \($0.pointer) \($0.detail)" } ?? ""
        return Problem(
            status: .unprocessableContent, code: "invalid", detail: "The request is not valid\(first)", faults: faults)
    }

    static func badRequest(_ code: String, _ detail: String) -> Problem {
        Problem(status: .badRequest, code: code, detail: detail)
    }

    static func tooLarge(_ detail: String) -> Problem {
        Problem(status: .contentTooLarge, code: "too_large", detail: detail)
    }

    static func unsupportedType(_ detail: String) -> Problem {
        Problem(status: .unsupportedMediaType, code: "unsupported_type", detail: detail)
    }

    /// Something behind the API is away; the same request may succeed soon.
    static func unavailable(_ detail: String) -> Problem {
        Problem(status: .serviceUnavailable, code: "unavailable", detail: detail, headers: [.retryAfter: "5"])
    }
}
