import ArgumentParser
import Commands
import Foundation
import Jobs
import JobsWorker
import Outbound
import Redis

/// What a worker process is made of.
public struct WorkerSettings: Sendable {
    public var connection: ConnectionSettings
    /// When the end of a job counts as told.
    public var durability: RedisDurability
    public var worker: WorkerOptions
    /// How many supervised children do the work; nil is this process itself, without a supervisor.
    public var processes: Int?
    /// The resident bytes above which a child is replaced; nil is never.
    public var maxMemory: Int?
    /// Nil serves no health.
    public var healthPort: Int?
    public var webhooks: WebhookPolicy
    public var drafting: DraftingSettings
    public var logging: LoggingSettings

    public init(
        connection: ConnectionSettings = .init(), durability: RedisDurability = .primary,
        worker: WorkerOptions = .init(version: Version.current), processes: Int? = nil, maxMemory: Int? = nil,
        healthPort: Int? = nil, webhooks: WebhookPolicy = .init(), drafting: DraftingSettings = .init(),
        logging: LoggingSettings = .init()
    ) {
        self.connection = connection
        self.durability = durability
        self.worker = worker
        self.processes = processes
        self.maxMemory = maxMemory
        self.healthPort = healthPort
        self.webhooks = webhooks
        self.drafting = drafting
        self.logging = logging
    }

    /// Reads the environment and the defaults alone, for programs without flags.
    public static func read(environment: [String: String]) throws -> WorkerSettings {
        try WorkerSettings(.parse([]), .parse([]), SettingsReader(environment: environment))
    }

    /// Reads the flags, the environment and the defaults.
    init(_ flags: WorkerFlags, _ connection: ConnectionFlags, _ reader: SettingsReader) throws {
        var worker = WorkerOptions(version: Version.current)
        worker.name = try reader.value("name", flag: flags.name, default: worker.name)
        worker.concurrency = try reader.bounded(
            "concurrency", flag: flags.concurrency, in: 1...1_024, default: worker.concurrency)
        worker.lease = try reader.bounded(
            "lease", flag: flags.lease, in: .seconds(1)...(.seconds(3_600)), default: worker.lease)
        worker.grace = try reader.bounded(
            "grace", flag: flags.grace, in: .zero...(.seconds(86_400)), default: worker.grace)
        worker.maxJobs = try reader.optional("max-jobs", flag: flags.maxJobs, in: 1...Int.max)
        worker.queues = try Self.queues(flags, reader)
        let allowsPrivate = try reader.isSet("allow-private-webhooks", flag: flags.allowPrivateWebhooks)
        let processes = try reader.optional("processes", flag: flags.processes, in: 1...1_024)
        let maxMemory = try reader.optional(
            "max-memory", flag: flags.maxMemory, in: ByteCount.least...ByteCount.most)
        guard maxMemory == nil || processes != nil else {
            throw SettingError(
                key: flags.maxMemory == nil ? SettingsReader.variable("max-memory") : "--max-memory",
                reason: "needs --processes, since only a supervisor can replace a process")
        }
        self.init(
            connection: try ConnectionSettings(connection, reader),
            durability: try reader.value("durability", flag: flags.durability, default: .primary), worker: worker,
            processes: processes, maxMemory: maxMemory?.bytes,
            healthPort: try reader.optional("health-port", flag: flags.healthPort, in: 0...65_535),
            webhooks: WebhookPolicy(allowsPrivateAddresses: allowsPrivate, allowsPlainHTTP: allowsPrivate),
            drafting: try DraftingSettings(flags.drafting, reader), logging: try LoggingSettings(flags.logging, reader))
    }

    /// Makes these the settings of one child: it has its supervisor's but for the name, the identity and the port.
    mutating func adopt(_ link: SupervisorLink) {
        worker.adopt(link)
        if let port = healthPort, port > 0 { healthPort = port + link.number - 1 }
    }

    private static func queues(
        _ flags: WorkerFlags, _ reader: SettingsReader
    ) throws -> QueueSelection {
        let named = try reader.value("queues", flag: flags.queues, default: "")
        let excluded = try reader.value("exclude-queues", flag: flags.excludeQueues, default: "")
        do {
            return try QueueSelection(parsing: named, excluding: excluded)
        } catch {
            throw SettingError(key: flags.queues == nil ? "GALLEY_QUEUES" : "--queues", reason: "\(error)")
        }
    }
}
