import ChaosTesting
import Foundation
import Jobs
import NIOCore
import SeededTesting
import Synchronization

/// The time of a virtual world, and the one thread on which all of it happens.
final class VirtualTime: Sendable {
    let loop: any EventLoop
    private static let beginning = Date(timeIntervalSince1970: 1_800_000_000)

    init(_ loop: any EventLoop) { self.loop = loop }

    var now: Date {
        Self.beginning.addingTimeInterval(Double(loop.now.uptimeNanoseconds) / 1_000_000_000)
    }

    /// Waits in virtual time; a cancelled task goes on at once, as `Task.sleep` does.
    func sleep(_ duration: Duration) async throws {
        let pause = Pause()
        let timer = loop.scheduleTask(in: TimeAmount(duration)) { pause.end() }
        await withTaskCancellationHandler {
            await pause.wait()
        } onCancel: {
            pause.end()
        }
        timer.cancel()
        try Task.checkCancellation()
    }

    /// Waits, cancelled or not.
    func pass(_ duration: Duration) async {
        let pause = Pause()
        loop.scheduleTask(in: TimeAmount(duration)) { pause.end() }
        await pause.wait()
    }

    /// One wait that may end before it has begun.
    private final class Pause: Sendable {
        private enum State {
            case fresh, ended
            case waiting(CheckedContinuation<Void, Never>)
        }

        private let state = Mutex(State.fresh)

        func wait() async {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if case .ended = state { return true }
                    state = .waiting(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }

        func end() {
            let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
                defer { state = .ended }
                if case .waiting(let continuation) = state { return continuation }
                return nil
            }
            waiting?.resume()
        }
    }
}

/// Runs tasks on the thread of a virtual world.
final class VirtualExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Random numbers of one seed, drawn by everything in a virtual world.
final class SharedChance: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    func bits() -> UInt64 { generator.withLock { $0.next() } }

    func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
}
