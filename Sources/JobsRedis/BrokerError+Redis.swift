import Jobs
import Redis

extension BrokerError {
    /// Translates what Redis, or the way to it, said.
    init(_ error: RedisError) {
        switch error {
        case .notSent(let reason): self = .unavailable(reason.description)
        case .answerUnknown(let reason): self = .unavailable(reason.description)
        case .refused(let refusal): self = Self.translate(refusal)
        }
    }

    /// By the first word of the reply, as Redis documents them.
    private static func translate(_ refusal: RedisServerError) -> BrokerError {
        switch refusal.code {
        case "OOM", "MISCONF", "READONLY", "NOREPLICAS": .refusesWrites(refusal.description)
        case "WRONGTYPE": .unreadable(refusal.description)
        default: .unavailable(refusal.description)
        }
    }
}
