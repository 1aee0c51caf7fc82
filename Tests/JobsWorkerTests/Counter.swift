import Synchronization

/// A number that many tasks change.
final class Counter: Sendable {
    private let number = Mutex(0)

    /// Returns the number after the change.
    func change(by step: Int) -> Int {
        number.withLock { number in
            number += step
            return number
        }
    }

    var value: Int { number.withLock { $0 } }
}
