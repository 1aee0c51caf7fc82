/// What Redis, or a script running in it, said when it refused a command.
public struct RedisServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The first word, by which refusals are told apart: `OOM`, `NOSCRIPT`, `WRONGTYPE`, or a script's own.
    public let code: String
    /// The rest of the line; empty when the code says it all.
    public let message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// Reads the line of an error reply, for example `WRONGTYPE Operation against a key…`.
    public init(line: String) {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        code = words.first.map(String.init) ?? "ERR"
        message = words.count > 1 ? String(words[1]) : ""
    }

    public var description: String {
        message.isEmpty ? code : "\(code) \(message)"
    }

    /// Whether the refusal is about the server's role or state rather than about the command.
    ///
    /// The command was not carried out, and a new connection may reach another or a readier server: a replica
    /// answers `READONLY` or `MASTERDOWN`, a starting server `LOADING`, and a server that loses its role
    /// releases blocked callers with `UNBLOCKED`.
    public var wantsNewConnection: Bool {
        switch code {
        case "READONLY", "MASTERDOWN", "LOADING", "UNBLOCKED": true
        default: false
        }
    }
}
