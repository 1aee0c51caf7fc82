import AsyncHTTPClient
import Documents
import NIOCore

/// Why one try came to nothing.
enum ChatFailure: Error {
    /// The server is busy or broken; it may have said when to come back.
    case busy(status: Int, after: Duration?)
    /// The server said no for good.
    case refused(status: Int)
    /// No answer, or half of one.
    case unreachable
    case late
    /// An answer that is not what was asked for. Why, as the rest of a sentence.
    case unusable(String, TokenUsage? = nil)

    /// The rest of a sentence that begins with the drafter.
    var words: String {
        switch self {
        case .busy(let status, _), .refused(let status): "answered HTTP \(status)"
        case .unreachable: "could not be reached, or its answer was cut"
        case .late: "did not answer in time"
        case .unusable(let why, _): why
        }
    }

    /// What the try cost all the same.
    var usage: TokenUsage? {
        if case .unusable(_, let usage) = self { usage } else { nil }
    }

    /// Translates what the HTTP client threw; nil for the end of the task that asked.
    init?(_ error: any Error) {
        switch error {
        case let failure as ChatFailure: self = failure
        case is CancellationError: return nil
        case let error as HTTPClientError where error == .cancelled: return nil
        case let error as HTTPClientError
        where [.deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout].contains(error):
            self = .late
        case is NIOTooManyBytesError: self = .unusable("gave an answer that is too long")
        default: self = .unreachable
        }
    }

    init?(status: UInt, retryAfter: String?) {
        switch status {
        case 200: return nil
        case 429, 500, 502, 503, 504:
            self = .busy(status: Int(status), after: HTTPDate.retryAfter(retryAfter))
        default: self = .refused(status: Int(status))
        }
    }
}
