import Dispatch
import Foundation
import Synchronization

/// Threads of their own for handlers, so that a handler that never yields holds up no one but its neighbours.
///
/// Swift's shared pool has one thread per core: as many spinning handlers would stop every other task of the
/// process, lease renewal among them. Here there is one thread per slot, so that each running handler always has
/// one, and the operating system shares the cores among them.
final class HandlerExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var next = 0
        var isStopped = false
    }

    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)
    private let threads: Int

    /// - Parameter threads: at least 1; the worker's slots.
    init(threads: Int) {
        self.threads = max(1, threads)
        for number in 0..<self.threads {
            let thread = Thread { [self] in runJobs() }
            thread.name = "handler-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        arrived.signal()
    }

    /// Lets the threads end once what was handed over has run.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<threads { arrived.signal() }
    }

    private func runJobs() {
        while true {
            arrived.wait()
            let (job, isStopped) = state.withLock { state in (Self.take(&state), state.isStopped) }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isStopped {
                return
            }
        }
    }

    /// Takes the oldest job; the array is compacted when its used part outgrows the rest.
    private static func take(_ state: inout State) -> UnownedJob? {
        guard state.next < state.jobs.count else { return nil }
        let job = state.jobs[state.next]
        state.next += 1
        if state.next > 64 && state.next * 2 > state.jobs.count {
            state.jobs.removeFirst(state.next)
            state.next = 0
        }
        return job
    }
}
