extension JobQueue {
    /// Begins a workflow of a tenant: fill it by ``NewWorkflow/add(_:as:group:after:options:)``, then enqueue it.
    ///
    /// - Parameters:
    ///   - name: what kind of workflow it is, such as `order`.
    ///   - tenant: on whose behalf all its jobs run.
    public func newWorkflow(_ name: String, tenant: String = "") -> NewWorkflow {
        NewWorkflow(id: broker.makeID(tenant: tenant), name: name, tenant: tenant)
    }

    /// Hands over a whole workflow and returns once the broker has it: nothing of it runs before all of it is written.
    ///
    /// - Throws: ``EnqueueError`` for one without jobs, or with a dependency that is unknown or circular.
    public func enqueue(_ workflow: NewWorkflow) async throws {
        try await broker.enqueue(workflow)
    }

    public func record(ofWorkflow id: WorkflowID) async throws -> WorkflowRecord? {
        try await broker.record(ofWorkflow: id)
    }

    /// Ends a workflow and every job of it that has not ended.
    @discardableResult
    public func cancel(workflow id: WorkflowID, reason: String = "Cancelled by its producer") async throws
        -> ChangeAnswer
    {
        try await broker.cancel(workflow: id, reason: JobFailure(code: "cancelled", message: reason))
    }
}
