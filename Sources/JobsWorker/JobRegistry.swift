import Jobs

/// The jobs that a worker knows how to run, by name.
public struct JobRegistry: Sendable {
    private var handlers: [String: JobHandler] = [:]
    /// What the worker sees to that it is enqueued by its schedule.
    public private(set) var periodic: [PeriodicJob] = []

    public init() {}

    /// Registers a job that knows how to run itself.
    public mutating func register<Message: PerformableJob>(_ type: Message.Type) {
        register(type) { try await $0.perform(in: $1) }
    }

    /// Registers a handler for a job; a later one under the same name takes the place of the earlier.
    public mutating func register<Message: Job>(
        _ type: Message.Type, perform: @escaping @Sendable (Message, JobContext) async throws -> Message.Output
    ) {
        handlers[type.name] = JobHandler(type, perform: perform)
    }

    /// Sees to a schedule; a later one under the same name takes the place of the earlier.
    ///
    /// Any worker may do so, also one that does not run the job; ticks are taken once however many do.
    public mutating func schedule(_ job: PeriodicJob) {
        periodic.removeAll { $0.name == job.name }
        periodic.append(job)
    }

    /// The newest version known of each job.
    public var jobs: [String: Int] { handlers.mapValues(\.version) }

    /// The queues in which the registered jobs wait unless an enqueue says otherwise.
    public var queues: [String] { Set(handlers.values.map(\.options.queue)).sorted() }

    /// The handler for a delivery; nil when its name is unknown or its version is newer than this program.
    func handler(for delivery: Delivery) -> JobHandler? {
        guard let handler = handlers[delivery.name], delivery.version <= handler.version else { return nil }
        return handler
    }
}
