/// Why a run, a job or a workflow ended badly, in words for a person and a code for a program.
public struct JobFailure: Error, Sendable, Codable, Equatable {
    /// A stable, lower-case word: `timeout`, `poison`, `unknown_job`, or one of the handler's own.
    public var code: String
    /// One sentence without secrets, shown to users as it is.
    public var message: String
    /// Small facts beside the message, such as `source` or `section_id`.
    public var details: [String: String]

    public init(code: String, message: String, details: [String: String] = [:]) {
        self.code = code
        self.message = message
        self.details = details
    }
}

extension JobFailure: CustomStringConvertible {
    public var description: String { message }
}

/// An error that says itself whether another try could help; any other error is retried by policy.
public protocol RetryableError: Error {
    /// False buries the job at once.
    var isRetryable: Bool { get }
    /// The earliest time at which trying again makes sense, such as a server's `Retry-After`.
    var retryAfter: Duration? { get }
    /// What is written into the record.
    var failure: JobFailure { get }
}

extension RetryableError {
    public var retryAfter: Duration? { nil }
}

/// Ends a job for good: another run would end the same way.
///
/// `result` is published all the same, under the fence: a failed document still has its draft.
public struct PermanentFailure: RetryableError {
    public var failure: JobFailure
    public var result: [UInt8]?
    public var isRetryable: Bool { false }

    public init(_ failure: JobFailure, result: [UInt8]? = nil) {
        self.failure = failure
        self.result = result
    }
}
