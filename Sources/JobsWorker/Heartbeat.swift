import FoundationEssentials
import Jobs

/// Tells the broker that this worker lives, what it serves and what it knows.
struct Heartbeat: Sendable {
    let broker: any Upkeep
    let record: WorkerRecord
    let slots: Slots
    let stop: WorkerStop
    let rhythm: Rhythm
    /// Raised whenever the broker has taken one.
    let taken: Signal

    private static let action = "told the broker"

    func run() async {
        await rhythm.run {
            try await broker.beat(current)
            rhythm.board.note(rhythm.agent, Self.action)
            taken.raise()
            return Self.action
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
