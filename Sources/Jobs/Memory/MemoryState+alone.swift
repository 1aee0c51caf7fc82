/// Jobs that run alone, since workers died under them: who gets them, and how somebody becomes free for them.
extension MemoryState {
    /// How long a worker that was asked to become idle is waited for; it says with every request that it goes on.
    private static let bookingLasts = Duration.seconds(60)

    /// The first of them that may be begun in the first of these queues that has one.
    mutating func nextSuspect(for demands: [QueueDemand]) -> JobID? {
        guard !suspects.isEmpty else { return nil }
        suspects.removeAll { id in
            guard let job = jobs[id] else { return true }
            return job.record.state != .pending || !job.isSuspect
        }
        for demand in demands where demand.limit > 0 {
            let first = suspects.first { id in
                jobs[id].map { $0.record.queue == demand.queue && mayBegin($0.record) } ?? false
            }
            if let first { return first }
        }
        return nil
    }

    private mutating func mayBegin(_ record: JobRecord) -> Bool {
        guard let queue = queues[record.queue], queue.hasRoom(record.tenant) else { return false }
        return (queues[record.queue]?.allowance(1, at: now) ?? 0) > 0
    }

    /// Chooses a worker to become idle, one at a time so that the others go on.
    ///
    /// - Returns: whether it is this one.
    mutating func book(_ worker: String) -> Bool {
        if let booked, booked.worker != worker, booked.until > now { return false }
        booked = (worker, now + Self.bookingLasts)
        return true
    }
}
