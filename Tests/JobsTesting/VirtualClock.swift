import Foundation
import Jobs
import Synchronization

/// A clock that goes on only when it is told to.
public final class VirtualClock: Sendable {
    private let instant = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    public init() {}

    public var now: Date { instant.withLock { $0 } }

    public func advance(by duration: Duration) {
        instant.withLock { $0 = $0.addingTimeInterval(duration.seconds) }
    }
}
