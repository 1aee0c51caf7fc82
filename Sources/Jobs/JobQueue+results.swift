/// What became of the work. Awaiting an end is for tests, tools and short requests: a service asks for the record
/// when it is asked itself, or has a job enqueued at the end of a workflow.
extension JobQueue {
    /// The output of a job, once it has succeeded.
    ///
    /// The record is looked at again and again, soon at first and then twice a second, which suits few callers. A
    /// workflow's end is told to its readers: ``end(ofWorkflow:within:)``.
    ///
    /// - Returns: nil when the job is not known, or has not ended in time.
    /// - Throws: the ``JobFailure`` of a job that failed for good or was cancelled.
    public func output<Message: Job>(
        of id: JobID, as type: Message.Type, within limit: Duration = .zero
    ) async throws -> Message.Output? {
        let end = ContinuousClock.now + limit
        var pause = Duration.milliseconds(5)
        while true {
            guard let record = try await record(of: id) else { return nil }
            if record.state.isTerminal { return try record.output(of: type) }
            let rest = end - .now
            guard rest > .zero else { return nil }
            try await Task.sleep(for: min(pause, rest))
            pause = min(pause * 2, .milliseconds(500))
        }
    }

    /// The output of one job of a workflow, once it has succeeded, or the result that its ``PermanentFailure`` published.
    ///
    /// - Throws: ``MissingOutput`` when no job of that name has left one yet.
    public func output<Message: Job>(
        of type: Message.Type, from name: String, in workflow: WorkflowID
    ) async throws -> Message.Output {
        try type.output(from: await broker.results(of: workflow)[name], of: name)
    }

    /// Waits for the end of a workflow.
    ///
    /// - Returns: its record when it has ended, or as it stands when the time is up; nil when it is not known.
    public func end(ofWorkflow id: WorkflowID, within limit: Duration) async throws -> WorkflowRecord? {
        let end = ContinuousClock.now + limit
        while true {
            guard let record = try await record(ofWorkflow: id) else { return nil }
            let rest = end - .now
            guard !record.state.isTerminal, rest > .zero else { return record }
            try await broker.waitForChange(of: id, after: record.revision, atMost: rest)
        }
    }
}
