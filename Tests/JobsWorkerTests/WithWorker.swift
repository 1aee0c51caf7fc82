import Jobs
import JobsWorker
import Logging
import Testing

/// Runs a worker beside a test, and stops it gracefully afterwards, at once when the test failed.
func withWorker(
    _ broker: any Broker, _ registry: JobRegistry, options: WorkerOptions = WorkerOptions(concurrency: 4),
    _ body: (Worker) async throws -> Void
) async throws {
    let worker = Worker(broker: broker, registry: registry, options: options, logger: .silent)
    let running = Task { try await worker.run() }
    do {
        try await body(worker)
    } catch {
        worker.releaseNow()
        try await running.value
        throw error
    }
    worker.drain()
    try await running.value
}

extension Broker {
    /// Enqueues a job and returns its id.
    func enqueue(_ job: some Job, options: EnqueueOptions = .init()) async throws -> JobID {
        let new = try NewJob(job, id: makeID(tenant: options.tenant), options: options)
        try await enqueue([new])
        return new.id
    }

    /// Waits until a job has come into a state, and returns its record.
    func record(of id: JobID, once state: JobState) async throws -> JobRecord? {
        try await eventually("the job is \(state)") { try await record(ofJob: id)?.state == state }
        return try await record(ofJob: id)
    }
}
