extension JobRecord {
    /// What the job has left behind; nil while it has not ended.
    ///
    /// - Throws: ``failure`` of a job that failed for good or was cancelled; ``MissingOutput``, or `DecodingError`,
    ///   when it was a job of another type.
    public func output<Message: Job>(of type: Message.Type) throws -> Message.Output? {
        guard state.isTerminal else { return nil }
        if state == .succeeded { return try type.output(from: result, of: name) }
        throw failure ?? JobFailure(code: state.rawValue, message: "The job is \(state.rawValue)")
    }
}

/// A job was asked for an output of a type, and has left none, or has not succeeded.
public struct MissingOutput: RetryableError, Equatable {
    /// The job's name, in its workflow if it is part of one.
    public let name: String

    public init(name: String) { self.name = name }

    /// No: the jobs that another waits for have ended, so it would find nothing again.
    public var isRetryable: Bool { false }

    public var failure: JobFailure {
        JobFailure(code: "missing_output", message: "\(name) has left no output", details: ["job": name])
    }
}

extension Job {
    /// Reads what one run has left; a job without output leaves nothing, which is its output too.
    static func output(from result: [UInt8]?, of name: String) throws -> Output {
        if let result { return try JSONCoding.decode(Output.self, from: result) }
        guard let none = NoOutput() as? Output else { throw MissingOutput(name: name) }
        return none
    }
}
