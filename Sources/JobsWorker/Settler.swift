import Jobs
import Logging
import NIOCore
import Synchronization

/// Tells the broker how runs ended, many in one call, and again until it has answered.
final class Settler: Sendable {
    /// The end of one run, and who is told the broker's answer.
    private struct Pending: Sendable {
        var settlement: Settlement
        var giveUpAt: NIODeadline
        var answered: @Sendable (LeaseAnswer?) -> Void

        var shard: Int { settlement.lease.id.shard }
    }

    /// A shard that did not answer, and when it is asked again.
    private struct Rest: Sendable {
        var pause = Duration.milliseconds(20)
        var until: NIODeadline
    }

    private struct State: Sendable {
        var pending: [Pending] = []
        /// By shard: while one is away, the ends of jobs in the others are told.
        var rests: [Int: Rest] = [:]
        /// Nobody sends any more.
        var isClosed = false
    }

    /// As many as a broker takes in one step.
    private static let batch = 250

    private let broker: any Consumer
    private let lease: Duration
    private let loop: any EventLoop
    private let board: HealthBoard
    private let logger: Logger
    private let arrived = Signal()
    private let state = Mutex(State())

    init(broker: any Consumer, lease: Duration, loop: any EventLoop, board: HealthBoard, logger: Logger) {
        self.broker = broker
        self.lease = lease
        self.loop = loop
        self.board = board
        self.logger = logger
    }

    /// Hands over the end of a run, and returns at once.
    ///
    /// - Parameter answered: told the broker's answer, on the settler's own thread, which it must not hold up; nil when
    ///   there was none for as long as a lease lasts, after which the job may be somebody else's.
    func settle(_ settlement: Settlement, answered: @escaping @Sendable (LeaseAnswer?) -> Void) {
        let item = Pending(settlement: settlement, giveUpAt: loop.now + TimeAmount(lease), answered: answered)
        let isTaken = state.withLock { state in
            if !state.isClosed { state.pending.append(item) }
            return !state.isClosed
        }
        if isTaken { arrived.raise() } else { answered(nil) }
    }

    /// Hands over the end of a run and waits for the broker's answer.
    func settle(_ settlement: Settlement) async -> LeaseAnswer? {
        await withCheckedContinuation { continuation in
            settle(settlement) { continuation.resume(returning: $0) }
        }
    }

    func run() async {
        while !Task.isCancelled {
            await arrived.wait()
            while let batch = take() {
                if batch.isEmpty {
                    await arrived.wait(atMost: restLeft, on: loop)
                } else if await send(batch) {
                    continue
                }
                if Task.isCancelled { break }
            }
        }
        for item in close() { item.answered(nil) }
    }

    /// Returns what was never sent.
    private func close() -> [Pending] {
        state.withLock { state in
            state.isClosed = true
            defer { state.pending = [] }
            return state.pending
        }
    }

    /// The oldest ones of a shard that may be asked, once those are dropped whose lease is over; none when all shards
    /// rest, nil when there is nothing to tell.
    private func take() -> [Pending]? {
        let (overdue, batch): ([Pending], [Pending]?) = state.withLock { state in
            let now = loop.now
            let overdue = state.pending.filter { $0.giveUpAt <= now }
            state.pending.removeAll { $0.giveUpAt <= now }
            if state.pending.isEmpty { return (overdue, nil) }
            let rests = state.rests
            guard let shard = state.pending.lazy.map(\.shard).first(where: { (rests[$0]?.until ?? now) <= now }) else {
                return (overdue, [])
            }
            var batch: [Pending] = []
            state.pending.removeAll { item in
                guard item.shard == shard, batch.count < Self.batch else { return false }
                batch.append(item)
                return true
            }
            return (overdue, batch)
        }
        for settlement in overdue { settlement.answered(nil) }
        return batch
    }

    /// How long until a shard may be asked again.
    private var restLeft: Duration {
        let now = loop.now
        let next = state.withLock { $0.rests.values.lazy.map(\.until).filter { $0 > now }.min() }
        return next.map { .nanoseconds(($0 - now).nanoseconds) } ?? .milliseconds(1)
    }

    /// Ends of jobs of one shard; when the broker does not answer, all of them are sent again after a pause.
    private func send(_ batch: [Pending]) async -> Bool {
        do {
            let answers = try await broker.settle(batch.map(\.settlement))
            for (item, answer) in zip(batch, answers) { item.answered(answer) }
            board.note("settler", "settled \(batch.count)")
            state.withLock { $0.rests[batch[0].shard] = nil }
            return true
        } catch {
            board.note("settler", failure: error)
            logger.warning("Ends of jobs cannot be settled yet", metadata: ["error": "\(error)"])
            state.withLock { state in
                state.pending.insert(contentsOf: batch, at: 0)
                var rest = state.rests[batch[0].shard] ?? Rest(until: loop.now)
                rest.until = loop.now + TimeAmount(rest.pause * Chance.between(0.5, 1))
                rest.pause = min(rest.pause * 2, .seconds(1))
                state.rests[batch[0].shard] = rest
            }
            return false
        }
    }
}
