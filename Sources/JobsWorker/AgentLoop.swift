import NIOCore
import NIOPosix

/// One thread for all of a worker's agents, with timers of its own.
///
/// An event loop that nothing else uses: neither handlers nor Swift's shared pool, nor the timers of either, can hold
/// up a lease renewal (measured: two spinning tasks on a two-thread pool delayed a sleep of 20 ms by 3 s).
final class AgentLoop: TaskExecutor {
    private let loop: any EventLoop
    private let group: MultiThreadedEventLoopGroup

    init() {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Starts an agent on this thread.
    func start(_ agent: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: self) { await agent() }
    }

    /// Waits; returns at once when the task is cancelled, so a loop that pauses looks for itself.
    func pause(_ duration: Duration) async {
        let timer = loop.scheduleTask(in: TimeAmount(duration)) {}
        await withTaskCancellationHandler {
            // Fails only because it was cancelled, which is what the caller looks for next.
            _ = try? await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }

    func stop() async throws {
        try await group.shutdownGracefully()
    }
}
