import JobsWorker
import Logging
import Synchronization
import UnixSignals

/// What can be asked to end, or to end at once.
protocol Stoppable: Sendable {
    func drain()
    func releaseNow()
}

extension Worker: Stoppable {}
extension Supervisor: Stoppable {}

/// What signals mean to a worker, or to a supervisor of workers: the first asks it to finish, a second one or SIGQUIT to give everything back.
///
/// A ServiceGroup hears only the first signal; here the second means something.
final class StopOrders: Sendable {
    private let worker = Mutex<(any Stoppable)?>(nil)
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Says who is to be stopped from now on.
    func address(_ worker: any Stoppable) {
        self.worker.withLock { $0 = worker }
    }

    /// Passes signals on; returns at the first one that finds no worker.
    func obey(_ signals: UnixSignalsSequence) async {
        var isStopping = false
        for await signal in signals {
            guard let worker = worker.withLock({ $0 }) else { return }
            if signal == .sigquit || isStopping {
                logger.notice("giving all jobs back at once")
                worker.releaseNow()
            } else {
                logger.notice("stopping: no new jobs; running ones may finish")
                worker.drain()
            }
            isStopping = true
        }
    }
}
