import BrokerTesting
import Jobs
import Synchronization

/// A broker whose answers get lost: every verb takes effect, and every second time its caller is told otherwise.
final class LossyBroker: FrontBroker {
    let inner: MemoryBroker
    /// A settle waits here before it takes effect.
    let settling: Gate?
    private let calls = Mutex([String: Int]())
    private let started = Mutex(0)

    /// How many settles were sent, whether or not they took effect.
    var settlesStarted: Int { started.withLock { $0 } }

    init(_ inner: MemoryBroker, settling: Gate? = nil) {
        self.inner = inner
        self.settling = settling
    }

    /// How often a verb was called.
    func calls(of verb: String) -> Int { calls.withLock { $0[verb] ?? 0 } }

    /// The verbs of workers; those of producers and operators are not lost.
    private static let lossy: Set = [
        "reserve", "waitForWork", "extend", "report", "settle", "beat", "promote", "reclaim", "prune",
    ]

    func carry<Answer: Sendable>(
        _ verb: String, _ call: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        if verb == "settle" {
            started.withLock { $0 += 1 }
            try await settling?.pass()
        }
        let answer = try await call()
        guard Self.lossy.contains(verb) else { return answer }
        let number = calls.withLock { calls in
            calls[verb, default: 0] += 1
            return calls[verb] ?? 0
        }
        if number % 2 == 1 { throw BrokerError.unavailable("the answer of \(verb) was lost") }
        return answer
    }
}
