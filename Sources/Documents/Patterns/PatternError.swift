/// Why a pattern cannot be used.
public enum PatternError: Error, Sendable, Equatable {
    /// It is no pattern; `offset` in bytes tells where the reading stopped.
    case invalid(reason: String, offset: Int)
    /// A match was given up because it cost too much work or memory.
    case limitExceeded
}

extension PatternError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalid(let reason, let offset): "\(reason) at byte \(offset)"
        case .limitExceeded: "needs more work than a match may cost"
        }
    }
}
