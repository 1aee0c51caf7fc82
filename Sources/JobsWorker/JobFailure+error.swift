import Jobs

extension JobFailure {
    /// What is recorded of an error that a handler threw.
    ///
    /// Errors that bring no words of their own are recorded by their type alone: a description may quote data
    /// or credentials, and records are shown to users.
    init(explaining error: any Error) {
        switch error {
        case let error as any RetryableError: self = error.failure
        case let failure as JobFailure: self = failure
        case is CancellationError: self.init(code: "cancelled", message: "The job broke itself off")
        default:
            let kind = String(describing: type(of: error))
            self.init(code: "error", message: "The job failed with \(kind)", details: ["error": kind])
        }
    }
}
