/// A job as a producer hands it to the broker.
public struct NewJob: Sendable {
    public var id: JobID
    public var name: String
    public var version: Int
    public var queue: String
    public var tenant: String
    public var priority: Priority
    public var payload: [UInt8]
    public var metadata: [String: String]
    /// How long after the enqueue it may run, by the broker's clock; nil is at once.
    public var delay: Duration?
    /// Which other job is as good as this one; nil is none.
    public var deduplication: Deduplication?

    public init(
        id: JobID, name: String, version: Int = 1, queue: String, tenant: String = "", priority: Priority = .normal,
        payload: [UInt8], metadata: [String: String] = [:], delay: Duration? = nil,
        deduplication: Deduplication? = nil
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.queue = queue
        self.tenant = tenant
        self.priority = priority
        self.payload = payload
        self.metadata = metadata
        self.delay = delay
        self.deduplication = deduplication
    }

    /// Encodes a typed job.
    ///
    /// - Throws: `EncodingError`, or ``EnqueueError/payloadTooLarge(bytes:limit:)``.
    public init<Message: Job>(_ job: Message, id: JobID, options: EnqueueOptions = .init()) throws {
        let payload = try JSONCoding.encode(job)
        guard payload.count <= EnqueueOptions.payloadLimit else {
            throw EnqueueError.payloadTooLarge(bytes: payload.count, limit: EnqueueOptions.payloadLimit)
        }
        self.init(
            id: id, name: Message.name, version: Message.version, queue: options.queue ?? Message.options.queue,
            tenant: options.tenant, priority: options.priority, payload: payload, metadata: options.metadata,
            delay: options.delay, deduplication: options.deduplication)
    }
}

/// What one enqueue may say beyond what holds for the job's type.
public struct EnqueueOptions: Sendable {
    /// The largest payload a broker takes, in bytes: 256 KiB. Bigger things belong in an object store.
    public static let payloadLimit = 256 * 1024

    public var queue: String?
    public var tenant: String
    public var priority: Priority
    public var delay: Duration?
    public var metadata: [String: String]
    public var deduplication: Deduplication?

    public init(
        queue: String? = nil, tenant: String = "", priority: Priority = .normal, delay: Duration? = nil,
        metadata: [String: String] = [:], deduplication: Deduplication? = nil
    ) {
        self.queue = queue
        self.tenant = tenant
        self.priority = priority
        self.delay = delay
        self.metadata = metadata
        self.deduplication = deduplication
    }
}

/// Why a job was not taken.
public enum EnqueueError: Error, Sendable, Equatable {
    case payloadTooLarge(bytes: Int, limit: Int)
    /// A queue, tenant, node or job name that the broker cannot hold; the text says why.
    case invalidName(String)
    /// A workflow whose jobs depend on each other in a circle, or on one that is not in it.
    case invalidDependency(String)
}

extension EnqueueError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .payloadTooLarge(let bytes, let limit):
            "The job's payload is \(bytes) bytes; at most \(limit) are taken. Store it and let the job name it."
        case .invalidName(let reason), .invalidDependency(let reason): reason
        }
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// As whole milliseconds, rounded down.
    public var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
