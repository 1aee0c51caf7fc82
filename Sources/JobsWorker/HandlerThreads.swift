import NIOPosix

/// The threads on which handlers run: one for each slot of the worker.
///
/// Swift's shared pool has one thread per core, so as many handlers that compute or block without suspending
/// keep everything else from running; leases then lapse though the worker is well. Handlers therefore have
/// threads of their own, one per slot: each may block its thread and none waits for a neighbour. Beyond the
/// number of cores the kernel shares out time fairly, which an executor that cannot interrupt a task cannot do.
final class HandlerThreads: TaskExecutor {
    private let pool: NIOThreadPool

    init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: max(1, count))
        pool.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Also when the pool is stopping: a task that is not run would never end.
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Ends the threads. Not to be called while a handler runs: it would wait for it.
    func stop() async {
        // The only error is that the pool was stopped before, which is what is wanted.
        try? await pool.shutdownGracefully()
    }
}
