import Jobs

/// What must be true of the end of a job.
extension HistoryChecker {
    mutating func checkEnd(_ expected: ExpectedJob, _ story: JobStory) {
        checkStale(expected, story)
        let ends = story.tellings.filter { $0.isAccepted && $0.ending.outcome.isTerminal }
        let fences = Set(ends.map(\.fence))
        if fences.count > 1 {
            note(.endedTwice, expected.id, "ends were accepted under fences \(fences.map(\.number).sorted())")
        } else if story.isCancelled && !fences.isEmpty {
            note(.endedTwice, expected.id, "it was cancelled, and an end of a run was accepted")
        }
        guard let record = history.end.records[expected.id], record.state.isTerminal else { return }
        if let end = ends.last, end.fence.number != record.deliveries {
            let text =
                "delivered \(record.deliveries) times, though its end was accepted under fence \(end.fence.number)"
            note(.endedTwice, expected.id, text)
        }
        switch record.state {
        case .succeeded: checkSuccess(expected, story, record)
        case .dead: checkDeath(expected, story, record)
        case .cancelled: checkCancel(expected, story, record)
        case .waiting, .scheduled, .pending, .active: break
        }
    }

    /// An end that is first sent after a newer delivery was handed over cannot be accepted.
    private mutating func checkStale(_ expected: ExpectedJob, _ story: JobStory) {
        for telling in story.tellings where telling.isAccepted {
            // Told again, it is answered as it was the first time.
            let told = story.tellings.filter { $0.fence == telling.fence && $0.ending == telling.ending }
            let first = told.map(\.sentAt).min() ?? telling.sentAt
            let newer = story.deliveries.first {
                $0.fence.number > telling.fence.number && $0.answeredAt < first
            }
            if let newer {
                let text = "fence \(telling.fence.number) was accepted after delivery \(newer.fence.number)"
                note(.staleAccepted, expected.id, text)
            }
        }
    }

    private mutating func checkSuccess(_ expected: ExpectedJob, _ story: JobStory, _ record: JobRecord) {
        let told = story.tellings.filter { $0.fence.number == record.deliveries && $0.ending.outcome == .complete }
        guard let ending = told.first?.ending else {
            return note(.wrongEnd, expected.id, "it has succeeded, and nobody said so under fence \(record.deliveries)")
        }
        if !expected.succeeds { note(.wrongEnd, expected.id, "it has succeeded, and every run of it fails") }
        if record.result.map({ String(decoding: $0, as: UTF8.self) }) != ending.result {
            note(.wrongEnd, expected.id, "its result is not the one of the run that ended it")
        }
    }

    private mutating func checkDeath(_ expected: ExpectedJob, _ story: JobStory, _ record: JobRecord) {
        if record.failure?.code == "poison" {
            if record.crashes < history.maxCrashes || record.deliveries < history.maxCrashes {
                note(
                    .wrongEnd, expected.id, "poison after \(record.crashes) crashes in \(record.deliveries) deliveries")
            }
            return
        }
        let isTold = story.tellings.contains {
            $0.fence.number == record.deliveries && $0.ending.outcome == .bury
        }
        if !isTold {
            note(.wrongEnd, expected.id, "it is dead, and nobody said so under fence \(record.deliveries)")
        }
        if expected.succeeds { note(.wrongEnd, expected.id, "it is dead, and its last allowed run succeeds") }
    }

    /// Cancelled by somebody, or because a job of its workflow did not succeed.
    private mutating func checkCancel(_ expected: ExpectedJob, _ story: JobStory, _ record: JobRecord) {
        let isCalledFor = story.isCancelSent || expected.workflow.map(broken.contains) == true
        if !isCalledFor { note(.wrongEnd, expected.id, "it is cancelled, and nothing called for that") }
    }
}
