import Jobs
import NIOCore
import Synchronization

/// A wake-up for one waiting task that is not lost when it comes too early.
final class Signal: Sendable {
    private enum State: Sendable {
        case quiet, raised
        case waited(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    /// Wakes whoever waits, or lets the next wait return at once.
    func raise() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .waited(let continuation) = state {
                state = .quiet
                return continuation
            }
            state = .raised
            return nil
        }
        waiting?.resume()
    }

    /// Waits for the next raise, or for the cancellation of its task. For one task at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    if case .raised = state {
                        state = .quiet
                        return false
                    }
                    if Task.isCancelled { return false }
                    state = .waited(continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            endWait()
        }
    }

    /// Ends the wait under way, if there is one, without a raise.
    private func endWait() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .waited(let continuation) = state else { return nil }
            state = .quiet
            return continuation
        }
        waiting?.resume()
    }

    /// Waits for the next raise, at most for a time that the event loop keeps: no shared thread pool is in the way.
    func wait(atMost limit: Duration, on loop: any EventLoop) async {
        let timer = loop.scheduleTask(in: TimeAmount(limit)) { self.raise() }
        await wait()
        timer.cancel()
    }
}
