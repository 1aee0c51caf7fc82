import HTTPTypes
import Hummingbird
import Jobs
import ObjectStore

extension Problem {
    /// Translates any error into what may be told; nil is a fault of the server itself.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as BrokerError: self.init(broker: error)
        case let error as ObjectStoreError: self.init(store: error)
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: return nil
        }
    }

    private init?(broker error: BrokerError) {
        switch error {
        case .unavailable: self = .unavailable("The queue cannot be reached at the moment; try again.")
        case .refusesWrites: self = .unavailable("The queue takes nothing at the moment; try again.")
        case .unreadable: return nil
        }
    }

    private init(store error: ObjectStoreError) {
        switch error {
        case .notFound(let key): self = .notFound("There is no file \(key).")
        case .tooLarge(let limit): self = .tooLarge("The file is larger than the \(limit) bytes that are taken.")
        case .unavailable: self = .unavailable("The file store cannot be reached at the moment; try again.")
        }
    }

    /// The web framework's own refusals: an unknown path, a body that is too large.
    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound("There is nothing at this address.")
        case .contentTooLarge: self = .tooLarge("The body is larger than is taken here.")
        default:
            self.init(status: status, code: "bad_request", detail: "The request cannot be understood.")
        }
    }

    /// What is told when the server itself failed.
    static let internalError = Problem(
        status: .internalServerError, code: "internal_error",
        detail: "The server failed on this request; its log names the cause under the request id.")
}
