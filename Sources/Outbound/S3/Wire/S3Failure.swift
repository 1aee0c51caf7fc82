import AsyncHTTPClient

/// Why an exchange with the server came to nothing. No secret, and nothing that the server wrote but its code word.
enum S3Failure: Error {
    /// The server said no. The code is S3's word, such as `SlowDown`; an answer to HEAD has none.
    case refused(status: Int, code: String?)
    /// The server said no for now, and after how long it wants to be asked again.
    case busy(status: Int, code: String?, retryAfter: Duration)
    /// No answer, or not all of it: refused, cut, or too late.
    case unreachable(String)
    /// An answer that is none of S3's.
    case malformed(String)
    case noCredentials(String)
    case metadataAway(String)

    /// S3's words for "ask again", whatever the status: an answer of 200 can hold one of them.
    private static let passing: Set<String> = [
        "InternalError", "OperationAborted", "ConditionalRequestConflict", "RequestTimeout", "ServiceUnavailable",
        "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded",
    ]

    /// Whether the same question may be answered otherwise in a moment.
    var isPassing: Bool {
        switch self {
        case .refused(let status, let code):
            [429, 500, 502, 503, 504].contains(status) || code.map(Self.passing.contains) ?? false
        case .busy, .unreachable, .metadataAway: true
        case .malformed, .noCredentials: false
        }
    }

    /// The least wait that the server asks for; nil when it asks for none.
    var retryAfter: Duration? {
        if case .busy(_, _, let wait) = self { wait } else { nil }
    }

    /// For an operator.
    var reason: String {
        switch self {
        case .refused(let status, let code), .busy(let status, let code, _):
            "the S3 server answers HTTP \(status)" + (code.map { " \($0)" } ?? "")
        case .unreachable(let words), .malformed(let words), .noCredentials(let words), .metadataAway(let words): words
        }
    }

    /// Translates what the HTTP client threw; nil for the end of the task that asked.
    init?(_ error: any Error) {
        switch error {
        case let failure as S3Failure: self = failure
        case is CancellationError: return nil
        case let error as HTTPClientError where error == .cancelled: return nil
        case let error as HTTPClientError
        where [.deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout].contains(error):
            self = .unreachable("the S3 server does not answer in time")
        default: self = .unreachable("the connection to the S3 server failed")
        }
    }
}
