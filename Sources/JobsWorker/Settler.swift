import Jobs
import Logging
import NIOCore
import Synchronization

/// Tells the broker how runs ended, many in one call, and again until it has answered.
final class Settler: Sendable {
    /// The end of one run, and who waits for the broker's answer.
    private struct Pending: Sendable {
        var settlement: Settlement
        var giveUpAt: NIODeadline
        var answered: CheckedContinuation<LeaseAnswer?, Never>
    }

    private struct State: Sendable {
        var pending: [Pending] = []
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

    /// Hands over the end of a run.
    ///
    /// - Returns: the broker's answer; nil when it gave none for as long as a lease lasts, after which the job
    ///   may be somebody else's.
    func settle(_ settlement: Settlement) async -> LeaseAnswer? {
        await withCheckedContinuation { continuation in
            let item = Pending(settlement: settlement, giveUpAt: loop.now + TimeAmount(lease), answered: continuation)
            let isTaken = state.withLock { state in
                if !state.isClosed { state.pending.append(item) }
                return !state.isClosed
            }
            if isTaken { arrived.raise() } else { continuation.resume(returning: nil) }
        }
    }

    func run() async {
        while !Task.isCancelled {
            await arrived.wait()
            var pause = Duration.milliseconds(20)
            while let batch = take() {
                if await send(batch) { continue }
                let signal = Signal()
                await signal.wait(atMost: pause * Chance.between(0.5, 1), on: loop)
                pause = min(pause * 2, .seconds(1))
                if Task.isCancelled { break }
            }
        }
        for item in close() { item.answered.resume(returning: nil) }
    }

    /// Returns what was never sent.
    private func close() -> [Pending] {
        state.withLock { state in
            state.isClosed = true
            defer { state.pending = [] }
            return state.pending
        }
    }

    /// The oldest ones, once those are dropped whose lease is over.
    private func take() -> [Pending]? {
        let (overdue, batch) = state.withLock { state in
            let now = loop.now
            let overdue = state.pending.filter { $0.giveUpAt <= now }
            state.pending.removeAll { $0.giveUpAt <= now }
            let batch = Array(state.pending.prefix(Self.batch))
            state.pending.removeFirst(batch.count)
            return (overdue, batch)
        }
        for settlement in overdue { settlement.answered.resume(returning: nil) }
        return batch.isEmpty ? nil : batch
    }

    /// False when the broker did not answer; then all of them are to be sent again.
    private func send(_ batch: [Pending]) async -> Bool {
        do {
            let answers = try await broker.settle(batch.map(\.settlement))
            for (item, answer) in zip(batch, answers) { item.answered.resume(returning: answer) }
            board.note("settler", "settled \(batch.count)")
            return true
        } catch {
            board.note("settler", failure: error)
            logger.warning("Ends of jobs cannot be settled yet", metadata: ["error": "\(error)"])
            state.withLock { $0.pending.insert(contentsOf: batch, at: 0) }
            return false
        }
    }
}
