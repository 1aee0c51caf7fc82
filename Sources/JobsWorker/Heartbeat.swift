import Foundation
import Jobs

/// Tells the broker that this worker lives, what it serves and what it knows.
struct Heartbeat: Sendable {
    let broker: any Upkeep
    let record: WorkerRecord
    let slots: Slots
    let stop: WorkerStop
    let rhythm: Rhythm
    /// Raised once the broker has taken the first.
    let begun: Signal

    func run() async {
        await rhythm.run {
            try await broker.beat(current)
            begun.raise()
            return "told the broker"
        }
    }

    private var current: WorkerRecord {
        var record = record
        let tally = slots.tally
        record.active = slots.active
        record.succeeded = tally.succeeded
        record.failed = tally.failed
        record.isDraining = stop.isStopping
        return record
    }
}
