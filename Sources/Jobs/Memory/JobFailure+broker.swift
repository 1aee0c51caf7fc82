/// The failures that a broker itself decides. Their words are the same whatever keeps the queue.
extension JobFailure {
    static func poison(crashes: Int) -> JobFailure {
        JobFailure(
            code: "poison", message: "Its worker died under it \(crashes) times", details: ["crashes": "\(crashes)"])
    }

    /// A schedule says something else than when the job was put off.
    package static func rescheduled(_ schedule: String) -> JobFailure {
        JobFailure(code: "rescheduled", message: "The schedule \(schedule) has changed")
    }

    static let missed = JobFailure(code: "missed", message: "Nobody was there to run it at its time")

    static func unknownJob(_ record: JobRecord) -> JobFailure {
        JobFailure(
            code: "unknown_job", message: "No worker knows \(record.name) in version \(record.version)",
            details: ["job": record.name, "version": "\(record.version)"])
    }

    static func dependencyFailed(node: String) -> JobFailure {
        JobFailure(
            code: "dependency_failed", message: "Cancelled because \(node) failed", details: ["node": node])
    }

    /// Says where a workflow stood at its deadline, in words that say what to do about it.
    static func timedOut(_ group: WorkflowRecord.Group?, served: Bool) -> JobFailure {
        guard let group else { return JobFailure(code: "timed_out", message: "Timed out in its end: all is done") }
        let ended = group.succeeded + group.failed + group.cancelled
        let isUnserved = group.active == 0 && !served
        let why = isUnserved ? "no worker serves this queue" : "\(ended) of \(group.total) done"
        return JobFailure(
            code: "timed_out", message: "Timed out in \(group.name): \(why)", details: ["stage": group.name])
    }
}
