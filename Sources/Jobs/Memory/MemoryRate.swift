/// Ends per minute, of this minute and the one before.
struct MemoryRate: Sendable {
    private var minute: Int64 = 0
    private var current = 0
    private var previous = 0

    mutating func count(at now: MemoryTime) {
        let this = now.milliseconds / 60_000
        if minute != this {
            previous = minute == this - 1 ? current : 0
            (minute, current) = (this, 0)
        }
        current += 1
    }

    /// Ends per second in the last full minute.
    func perSecond(at now: MemoryTime) -> Double {
        switch now.milliseconds / 60_000 - minute {
        case 0: Double(previous) / 60
        case 1: Double(current) / 60
        default: 0
        }
    }
}
