import FoundationEssentials

/// An instant of the broker's clock in whole milliseconds, as Redis scripts count them.
///
/// Whole numbers, because a lease that ends "exactly now" must not depend on how a sum was rounded.
struct MemoryTime: Comparable, Hashable, Sendable {
    var milliseconds: Int64

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    init(_ date: Date) { self.milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    static func < (left: MemoryTime, right: MemoryTime) -> Bool { left.milliseconds < right.milliseconds }

    static func + (time: MemoryTime, duration: Duration) -> MemoryTime {
        MemoryTime(milliseconds: time.milliseconds + duration.milliseconds)
    }

    static func - (time: MemoryTime, duration: Duration) -> MemoryTime {
        MemoryTime(milliseconds: time.milliseconds - duration.milliseconds)
    }

    static func - (left: MemoryTime, right: MemoryTime) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}
