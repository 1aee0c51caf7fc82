/// A reading that failed for a reason that is not in the file, such as a full disk; another attempt may succeed.
public struct ExtractionFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The source's name.
    public var source: String
    public var reason: String

    public var description: String { "\(source) could not be read this time: \(reason)" }
}
