import NIOCore
import NIOPosix

/// The threads on which handlers run: one for each slot of the worker.
///
/// Swift's shared pool has one thread per core, so as many handlers that compute or block without suspending
/// keep everything else from running; leases then lapse though the worker is well. Handlers therefore have
/// threads of their own, one per slot: each may block its thread and none waits for a neighbour. Beyond the
/// number of cores the kernel shares out time fairly, which an executor that cannot interrupt a task cannot do.
final class HandlerThreads: TaskExecutor {
    private enum Place {
        case threads(NIOThreadPool)
        case loop(any EventLoop)
    }

    private let place: Place

    /// - Parameter loop: takes the threads' place in tests with a clock of their own.
    init(count: Int, loop: (any EventLoop)? = nil) {
        if let loop {
            place = .loop(loop)
        } else {
            let pool = NIOThreadPool(numberOfThreads: max(1, count))
            pool.start()
            place = .threads(pool)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        switch place {
        // Also when the pool is stopping: a task that is not run would never end.
        case .threads(let pool): pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        case .loop(let loop): loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    /// Ends the threads. Not to be called while a handler runs: it would wait for it.
    func stop() async {
        guard case .threads(let pool) = place else { return }
        // The only error is that the pool was stopped before, which is what is wanted.
        try? await pool.shutdownGracefully()
    }
}
