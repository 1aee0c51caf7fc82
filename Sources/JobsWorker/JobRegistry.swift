import Jobs

/// The jobs that a worker knows how to run, by name.
public struct JobRegistry: Sendable {
    private var handlers: [String: JobHandler] = [:]

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
