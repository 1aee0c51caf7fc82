import Jobs
import Logging
import Synchronization

/// Tells the broker how runs ended, many at a time, and again until it answers.
final class Settler: Sendable {
    private struct Waiting {
        var settlement: Settlement
        var caller: CheckedContinuation<LeaseAnswer, Never>
    }

    private let broker: any Consumer
    /// No use in trying longer: by then the job belongs to another.
    private let lease: Duration
    private let loop: AgentLoop
    private let logger: Logger
    private let waiting = Mutex([Waiting]())
    private let arrivals: AsyncStream<Void>
    private let arrive: AsyncStream<Void>.Continuation

    init(broker: any Consumer, lease: Duration, loop: AgentLoop, logger: Logger) {
        self.broker = broker
        self.lease = lease
        self.loop = loop
        self.logger = logger
        (arrivals, arrive) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Returns once the broker has answered, or can no longer accept.
    func settle(_ settlement: Settlement) async -> LeaseAnswer {
        await withCheckedContinuation { caller in
            waiting.withLock { $0.append(Waiting(settlement: settlement, caller: caller)) }
            arrive.yield()
        }
    }

    /// Sends what has gathered, one batch at a time, until ``finish()``.
    func run() async {
        for await _ in arrivals {
            while true {
                let batch = waiting.withLock { waiting in
                    defer { waiting.removeFirst(min(250, waiting.count)) }
                    return Array(waiting.prefix(250))
                }
                if batch.isEmpty { break }
                let answers = await send(batch.map(\.settlement))
                for (item, answer) in zip(batch, answers) { item.caller.resume(returning: answer) }
            }
        }
    }

    func finish() { arrive.finish() }

    private func send(_ settlements: [Settlement]) async -> [LeaseAnswer] {
        let end = ContinuousClock.now + lease
        while true {
            do {
                return try await broker.settle(settlements)
            } catch {
                logger.warning("cannot settle", metadata: ["jobs": "\(settlements.count)", "error": "\(error)"])
                guard ContinuousClock.now < end else { return settlements.map { _ in .lost } }
                await loop.pause(.milliseconds(200))
            }
        }
    }
}
