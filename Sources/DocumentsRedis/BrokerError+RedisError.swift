import Jobs
import Redis

extension BrokerError {
    /// What a Redis error means for the records.
    init(_ error: RedisError) {
        switch error {
        case .notSent, .answerUnknown: self = .unavailable(error.description)
        case .refused(let refusal):
            switch refusal.code {
            // Redis takes no writes: out of memory, cannot save, a replica, too few replicas.
            case "OOM", "MISCONF", "READONLY", "NOREPLICAS": self = .refusesWrites(refusal.description)
            case "WRONGTYPE": self = .unreadable(refusal.description)
            default: self = .unavailable(refusal.description)
            }
        }
    }
}
