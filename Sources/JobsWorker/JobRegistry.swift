import Jobs

/// Which jobs a worker knows, and what it does with them.
public struct JobRegistry: Sendable {
    /// Turns a delivery into its result's bytes.
    typealias Handler = @Sendable (Delivery, JobContext) async throws -> [UInt8]?

    struct Entry: Sendable {
        var version: Int
        var options: JobOptions
        var handler: Handler
    }

    private(set) var entries: [String: Entry] = [:]

    public init() {}

    /// Registers a job that knows how to run itself.
    public mutating func register<Message: PerformableJob>(_ type: Message.Type) {
        register(type) { job, context in try await job.perform(in: context) }
    }

    /// Registers a job with a handler, for jobs whose work needs services that a message cannot carry.
    public mutating func register<Message: Job>(
        _ type: Message.Type,
        handler: @escaping @Sendable (Message, JobContext) async throws -> Message.Output
    ) {
        entries[Message.name] = Entry(version: Message.version, options: Message.options) { delivery, context in
            let output = try await handler(try Self.decode(type, delivery), context)
            return output is NoOutput ? nil : try JSONCoding.encode(output)
        }
    }

    /// The queues in which jobs of the registered types wait, sorted.
    public var queues: [String] { Set(entries.values.map(\.options.queue)).sorted() }

    /// Names, each with the newest version that can be read.
    public var versions: [String: Int] { entries.mapValues(\.version) }

    /// The entry for a delivery; nil when the job is unknown or newer than this worker.
    func entry(for delivery: Delivery) -> Entry? {
        guard let entry = entries[delivery.name], delivery.version <= entry.version else { return nil }
        return entry
    }

    private static func decode<Message: Job>(_ type: Message.Type, _ delivery: Delivery) throws -> Message {
        do {
            return try JSONCoding.decode(type, from: delivery.payload)
        } catch {
            // Another try would read the same bytes.
            throw PermanentFailure(
                JobFailure(
                    code: "undecodable", message: "The message of \(delivery.name) cannot be read",
                    details: ["reason": "\(error)"]))
        }
    }
}
