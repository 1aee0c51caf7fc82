/// A workflow put together job by job; ids, shards and the tenant are seen to.
extension NewWorkflow {
    /// Adds a job.
    ///
    /// - Parameters:
    ///   - job: what is to be done.
    ///   - name: unique in the workflow, such as `resize-3`; other jobs wait for it and find its output by this name.
    ///   - group: what its state is counted under; nil is the job's own name, such as `images.resize`.
    ///   - dependencies: names of the jobs that must succeed first; they may be added later.
    ///   - options: as for any enqueue, but the tenant, which is the workflow's; a delay is counted from when the job
    ///     would be ready. A deduplication is refused when the workflow is enqueued.
    /// - Returns: `name`, for those that wait for it.
    /// - Throws: as ``NewJob/init(_:id:options:)``.
    @discardableResult
    public mutating func add(
        _ job: some Job, as name: String, group: String? = nil, after dependencies: [String] = [],
        options: EnqueueOptions = .init()
    ) throws -> String {
        let job = try member(job, options)
        nodes.append(Node(name: name, group: group ?? job.name, job: job, after: dependencies))
        return name
    }

    /// Sets the job that follows the workflow's end, however it ends: see ``onEnd``.
    ///
    /// Give it ``id``, under which it finds the workflow's record.
    ///
    /// - Returns: the job's id.
    /// - Throws: as ``NewJob/init(_:id:options:)``.
    @discardableResult
    public mutating func finish(with job: some Job, options: EnqueueOptions = .init()) throws -> JobID {
        let job = try member(job, options)
        onEnd = job
        return job.id
    }

    private func member(_ job: some Job, _ options: EnqueueOptions) throws -> NewJob {
        var options = options
        options.tenant = tenant
        return try NewJob(job, id: JobID(shard: id.shard), options: options)
    }
}
