extension Request.Answer {
    /// Whether the next connection may bring a better answer.
    var isWorthAnotherTry: Bool {
        switch self {
        case .success(let replies): replies.contains { $0.error?.wantsNewConnection ?? false }
        case .failure(.notSent(let reason)):
            switch reason {
            case .connectFailed, .deadlinePassed: true
            case .handshakeRefused(let refusal): refusal.wantsNewConnection
            case .invalidCommand, .cancelled, .closed: false
            }
        case .failure(.answerUnknown(let reason)):
            switch reason {
            case .connectionLost, .deadlinePassed, .protocolViolation, .notReplicated: true
            case .cancelled, .closed: false
            }
        case .failure(.refused): false
        }
    }
}
