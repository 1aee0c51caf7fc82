import Foundation
import NIOCore
import Synchronization

/// Keeps every thread of Swift's shared pool spinning until it is released.
final class BusyPool: Sendable {
    /// The pool has a thread for each core.
    private let threads = ProcessInfo.processInfo.activeProcessorCount
    private let spinning = Atomic(0)
    private let isReleased = Atomic(false)
    private let probeRan = Atomic(false)
    private let sawProbe = Atomic(false)

    /// Whether a task started after the pool was full has run before the release.
    var wasFree: Bool {
        sawProbe.load(ordering: .acquiring)
    }

    func occupy() {
        for _ in 0..<threads {
            Task.detached {
                self.spinning.add(1, ordering: .acquiringAndReleasing)
                // The limit is for a failing test: it would otherwise hang.
                let end = ContinuousClock.now + .seconds(20)
                while !self.isReleased.load(ordering: .acquiring), ContinuousClock.now < end {}
            }
        }
    }

    /// Returns when all threads spin, looking from an event loop.
    nonisolated(nonsending) func untilBusy(on loop: any EventLoop) async {
        while spinning.load(ordering: .acquiring) < threads {
            await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
                loop.scheduleTask(in: .milliseconds(1)) { waiter.resume() }
            }
        }
        Task.detached { self.probeRan.store(true, ordering: .releasing) }
    }

    func release() {
        sawProbe.store(probeRan.load(ordering: .acquiring), ordering: .releasing)
        isReleased.store(true, ordering: .releasing)
    }
}
