/// What a run of a program came to.
public struct ToolResult: Sendable {
    public var ending: Ending
    /// What it wrote to standard output, unless a consumer took it.
    public var output: [UInt8]
    /// The last of what it wrote to standard error: at most ``errorTailBytes``, read as UTF-8.
    public var errorTail: String
    /// The files it was asked for and wrote, by their names.
    public var files: [String: [UInt8]]

    public static let errorTailBytes = 8192

    public enum Ending: Sendable, Equatable {
        case exited(Int)
        /// By a signal, such as 25 for a file that grew too large.
        case signalled(Int)
        /// It ran longer than its wall time, or used more processor time than it may.
        case timedOut
        /// It wrote more to standard output than it may.
        case outputTooLarge
    }

    public var succeeded: Bool { ending == .exited(0) }

    public var outputText: String { String(decoding: output, as: UTF8.self) }
}
