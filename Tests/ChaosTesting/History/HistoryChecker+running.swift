import Jobs

/// What must be true of the deliveries and runs of a job.
extension HistoryChecker {
    /// Fences are in one hand and only grow, and attempts count the retries, no more and no fewer.
    mutating func checkDeliveries(_ expected: ExpectedJob, _ story: JobStory) {
        let deliveries = story.deliveries.sorted { $0.fence.number < $1.fence.number }
        for (lower, higher) in zip(deliveries, deliveries.dropFirst())
        where lower.fence.number == higher.fence.number {
            note(.fenceReused, expected.id, "delivery \(lower.fence.number) to \(lower.worker) and \(higher.worker)")
        }
        var latestAsked = Int64.min
        for delivery in deliveries {
            if latestAsked > delivery.answeredAt {
                note(
                    .fenceWentBack, expected.id,
                    "delivery \(delivery.fence.number) came before a lower one was asked for")
            }
            latestAsked = max(latestAsked, delivery.sentAt)
            checkAttempt(of: delivery, expected, story)
        }
    }

    private mutating func checkAttempt(of delivery: JobStory.Delivery, _ expected: ExpectedJob, _ story: JobStory) {
        let earlier = story.tellings.filter {
            $0.fence.number < delivery.fence.number && $0.ending.outcome == .retry
        }
        let sent = Set(earlier.map(\.fence)).count
        let accepted = Set(earlier.filter(\.isAccepted).map(\.fence)).count
        let (attempt, number) = (delivery.attempt, delivery.fence.number)
        if attempt > expected.maxAttempts {
            note(.wrongAttempt, expected.id, "attempt \(attempt) of \(expected.maxAttempts)")
        } else if attempt < 1 + accepted || attempt > 1 + sent {
            note(
                .wrongAttempt, expected.id,
                "delivery \(number) is attempt \(attempt) after \(accepted) ... \(sent) retries")
        }
    }

    /// Every run has a delivery, is its only one, and comes after all that it waits for.
    mutating func checkStarts(_ expected: ExpectedJob, _ story: JobStory) {
        var seen: Set<Fence> = []
        for start in story.starts {
            let number = start.fence.number
            if !story.deliveries.contains(where: { $0.fence == start.fence && $0.worker == start.worker }) {
                note(
                    .startedUndelivered, expected.id, "\(start.worker) ran it under fence \(number), which it never got"
                )
            }
            if !seen.insert(start.fence).inserted {
                note(.startedTwice, expected.id, "\(start.worker) ran it twice under fence \(number)")
            }
        }
        guard let first = story.starts.map(\.at).min() else { return }
        checkDependencies(expected, startedAt: first)
        checkDue(expected, startedAt: first)
    }

    private mutating func checkDependencies(_ expected: ExpectedJob, startedAt: Int64) {
        for dependency in expected.after {
            let end = endedAt(dependency)
            guard history.end.records[dependency]?.state == .succeeded, let end, end <= startedAt else {
                note(.startedBeforeDependency, expected.id, "it started before \(dependency) had succeeded")
                continue
            }
        }
        // Who ended otherwise than by its worker's word left no instant to compare with.
        for member in expected.afterEndOf {
            if let end = endedAt(member), end > startedAt {
                note(.startedBeforeDependency, expected.id, "it started before \(member) had ended")
            }
        }
    }

    /// When the end that a job has may first have reached the broker.
    private func endedAt(_ job: JobID) -> Int64? {
        guard let record = history.end.records[job] else { return nil }
        return index.jobs[job]?.endedAt(as: record)
    }

    private mutating func checkDue(_ expected: ExpectedJob, startedAt: Int64) {
        // The broker counts whole milliseconds, and rounds both ends.
        let delay = (expected.delay.milliseconds - 2) * 1_000_000
        guard delay > 0, let offeredAt = index.offeredAt[expected.id] else { return }
        if startedAt < offeredAt + delay {
            let early = (offeredAt + delay - startedAt) / 1_000_000
            note(.startedBeforeDue, expected.id, "it started \(early) ms before it was due")
        }
    }
}
