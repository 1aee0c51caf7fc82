import Jobs
import ObjectStore
import Redis

/// Why a process refuses to start, in one sentence for its operator.
public struct StartFailure: Error, CustomStringConvertible {
    public var description: String

    init(_ words: String) { description = words }

    /// Translates what a part of the process threw while it was being made.
    init(_ error: any Error) {
        switch error {
        case let error as StartFailure: self = error
        case let error as RedisError: description = "Redis cannot be used: \(error)"
        default: description = "\(error)"
        }
    }
}
