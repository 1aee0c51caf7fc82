import FoundationEssentials
import Jobs
import Logging
import NIOCore
import Synchronization

/// Keeps one child going: starts it, and starts it again whenever it has ended, until the supervisor stops.
final class ChildKeeper: Sendable {
    private let number: Int
    private let options: SupervisorOptions
    private let stop: WorkerStop
    private let undertaker: Undertaker
    private let loop: any EventLoop
    private let ready: @Sendable () -> Void
    private let logger: Logger
    private let child = Mutex<Child?>(nil)

    init(
        number: Int, options: SupervisorOptions, stop: WorkerStop, undertaker: Undertaker, loop: any EventLoop,
        logger: Logger, ready: @escaping @Sendable () -> Void
    ) {
        var logger = logger
        logger[metadataKey: "child"] = "\(number)"
        self.number = number
        self.options = options
        self.stop = stop
        self.undertaker = undertaker
        self.loop = loop
        self.ready = ready
        self.logger = logger
    }

    /// Returns when the supervisor stops, the last child has ended and its jobs are back.
    func run() async {
        let pause = Signal()
        stop.onAdvance { [self] in
            pause.raise()
            child.withLock { $0 }?.stop(stop.stage)
        }
        await withDiscardingTaskGroup { burials in
            var crashes = 0
            while !stop.isStopping {
                let began = ContinuousClock.now
                let (worker, ending, wasReady) = await live()
                // The next child need not wait until the broker has heard of the last.
                burials.addTask { await self.undertaker.bury(worker, ending) }
                guard let status = ending.trouble(wasReady: wasReady) else {
                    crashes = 0
                    continue
                }
                let isOld = ContinuousClock.now - began > options.backoff.forgivenAfter
                crashes = isOld ? 1 : crashes + 1
                let delay = options.backoff.delay(after: crashes, random: .random(in: 0..<1))
                logger.error(
                    "Child crashed",
                    metadata: ["status": "\(status)", "in_a_row": "\(crashes)", "wait_ms": "\(delay.milliseconds)"])
                if !stop.isStopping { await pause.wait(atMost: delay, on: loop) }
            }
        }
    }

    /// One child, from its start to its end.
    private func live() async -> (worker: String, ChildEnding, wasReady: Bool) {
        let next = Child(
            number: number, workerID: UUID().uuidString.lowercased(), options: options, logger: logger, ready: ready)
        child.withLock { $0 = next }
        // It may have been told before there was anybody to hear it.
        next.stop(stop.stage)
        let ending = await next.run()
        child.withLock { $0 = nil }
        logger.info("Child ended", metadata: ["how": "\(ending.word)"])
        return (next.workerID, ending, next.wasReady)
    }
}

extension ChildEnding {
    /// Why the next child has to wait; nil when it need not.
    fileprivate func trouble(wasReady: Bool) -> String? {
        switch self {
        case .crashed(let status): status
        // A program that ends at once would be started all the time.
        case .left: wasReady ? nil : "it ended before it took jobs"
        case .killed: nil
        }
    }

    fileprivate var word: String {
        switch self {
        case .left: "left"
        case .crashed: "crashed"
        case .killed: "killed"
        }
    }
}
