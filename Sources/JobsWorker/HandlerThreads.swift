import NIOCore
import NIOPosix
import Synchronization

/// The threads on which handlers run: one for each slot of the worker.
///
/// Swift's shared pool has one thread per core, so as many handlers that compute or block without suspending
/// keep everything else from running; leases then lapse though the worker is well. Handlers therefore have
/// threads of their own, one per slot: each may block its thread and none waits for a neighbour. Beyond the
/// number of cores the kernel shares out time fairly, which an executor that cannot interrupt a task cannot do.
///
/// Waking a thread costs more than a small job. So a thread that is awake takes one piece of work after the other, and
/// threads wake each other in turn: while there is more to do than was taken, one more is on its way.
final class HandlerThreads: TaskExecutor {
    private enum Place {
        case threads(NIOThreadPool)
        case loop(any EventLoop)
    }

    private struct State {
        var ready = CircularBuffer<UnownedJob>()
        /// Threads that take from it, those on their way included.
        var awake = 0
        /// Whether one is on its way.
        var isWaking = false
    }

    private let place: Place
    private let count: Int
    private let state = Mutex(State())

    /// - Parameter loop: takes the threads' place in tests with a clock of their own.
    init(count: Int, loop: (any EventLoop)? = nil) {
        self.count = max(1, count)
        if let loop {
            place = .loop(loop)
        } else {
            let pool = NIOThreadPool(numberOfThreads: self.count)
            pool.start()
            place = .threads(pool)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        switch place {
        case .threads(let pool):
            let wakes = state.withLock { state in
                state.ready.append(job)
                return wantsOneMore(&state)
            }
            if wakes { wakeOne(of: pool) }
        case .loop(let loop):
            loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    /// Whether a thread is to be woken; it counts as awake from then on.
    private func wantsOneMore(_ state: inout State) -> Bool {
        guard !state.ready.isEmpty, !state.isWaking, state.awake < count else { return false }
        state.isWaking = true
        state.awake += 1
        return true
    }

    private func wakeOne(of pool: NIOThreadPool) {
        // Also when the pool is stopping: a task that is not run would never end.
        pool.submit { _ in
            self.state.withLock { $0.isWaking = false }
            self.work(in: pool)
        }
    }

    /// Runs what is ready, until nothing is.
    private func work(in pool: NIOThreadPool) {
        while true {
            let (job, wakes): (UnownedJob?, Bool) = state.withLock { state in
                guard let job = state.ready.popFirst() else {
                    state.awake -= 1
                    return (nil, false)
                }
                return (job, wantsOneMore(&state))
            }
            guard let job else { return }
            if wakes { wakeOne(of: pool) }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Ends the threads. Not to be called while a handler runs: it would wait for it.
    func stop() async {
        guard case .threads(let pool) = place else { return }
        // The only error is that the pool was stopped before, which is what is wanted.
        try? await pool.shutdownGracefully()
    }
}
