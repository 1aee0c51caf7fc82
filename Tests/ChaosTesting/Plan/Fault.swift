/// Something bad that happens while jobs run.
public enum Fault: Sendable {
    /// `kill -9`; a new worker takes the place.
    case killWorker(place: Int)
    /// SIGSTOP, and SIGCONT after a time that may be longer than a lease.
    case stopWorker(place: Int, milliseconds: Int)
    /// `CLIENT KILL` of every connection.
    case killConnections
    /// `kill -9` of Redis, and a start on the same files.
    case killRedis(downMilliseconds: Int)
    /// SIGSTOP and SIGCONT of Redis: nothing is lost, nothing answers.
    case stopRedis(milliseconds: Int)
    /// Connections end when a reply comes back, one after the other.
    case cutReplies(workers: Int, producers: Int)
    /// Redis is out of memory: it refuses what is new, and takes what ends.
    case fillRedis(offers: [ChaosPlan.Offer])

    /// How many there are, so that a plan has each of them.
    static let kinds = 7

    /// For the run's own log.
    public var word: String {
        switch self {
        case .killWorker(let place): "kill worker \(place)"
        case .stopWorker(let place, let milliseconds): "stop worker \(place) for \(milliseconds) ms"
        case .killConnections: "kill every connection"
        case .killRedis(let milliseconds): "kill Redis, start it after \(milliseconds) ms"
        case .stopRedis(let milliseconds): "stop Redis for \(milliseconds) ms"
        case .cutReplies(let workers, let producers): "cut \(workers) replies to workers, \(producers) to producers"
        case .fillRedis(let offers): "fill Redis, with \(offers.count) offers to be refused"
        }
    }
}
