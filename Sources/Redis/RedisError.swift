/// Why a call brought no answer, told apart by what the caller may do about it.
public enum RedisError: Error, Sendable, Hashable {
    /// The command never left this process: sending it again cannot do anything twice.
    case notSent(NotSentReason)
    /// The command was sent and its answer will never be known: Redis may or may not have carried it out.
    case answerUnknown(AnswerUnknownReason)
    /// Redis answered with an error: the command was not carried out (a script may have run up to its error).
    case refused(RedisServerError)

    /// What kept a command from being sent.
    public enum NotSentReason: Error, Hashable {
        /// The command has no arguments or is too large to format.
        case invalidCommand
        /// No connection could be made; the text never holds a password.
        case connectFailed(String)
        /// The server refused the connection's first words: password, user, database, or it is still loading.
        case handshakeRefused(RedisServerError)
        /// The deadline passed before there was a connection.
        case deadlinePassed
        /// The calling task was cancelled.
        case cancelled
        /// The client was closed.
        case closed
    }

    /// What kept an answer from arriving.
    public enum AnswerUnknownReason: Sendable, Hashable {
        /// The connection ended.
        case connectionLost(String)
        /// The deadline passed without an answer.
        case deadlinePassed
        /// What arrived is no reply.
        case protocolViolation(String)
        /// The command was carried out, but no replica said in time that it has it too: a failover may lose it.
        case notReplicated
        /// The calling task was cancelled.
        case cancelled
        /// The client was closed.
        case closed
    }
}

extension RedisError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notSent(let reason): "not sent: \(reason)"
        case .answerUnknown(let reason): "sent, answer unknown: \(reason)"
        case .refused(let refusal): "refused by the server: \(refusal)"
        }
    }
}

extension RedisError.NotSentReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidCommand: "the command is empty or too large"
        case .connectFailed(let reason): "cannot connect: \(reason)"
        case .handshakeRefused(let refusal): "the server refused the connection: \(refusal)"
        case .deadlinePassed: "the deadline passed before there was a connection"
        case .cancelled: "cancelled"
        case .closed: "the client is closed"
        }
    }
}

extension RedisError.AnswerUnknownReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .connectionLost(let reason): "the connection was lost: \(reason)"
        case .deadlinePassed: "the deadline passed"
        case .protocolViolation(let reason): "the server broke the protocol: \(reason)"
        case .notReplicated: "carried out, but no replica confirmed it in time"
        case .cancelled: "cancelled"
        case .closed: "the client was closed"
        }
    }
}
