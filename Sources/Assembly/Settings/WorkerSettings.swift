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
    /// Nil serves no health.
    public var healthPort: Int?
    public var webhooks: WebhookPolicy
    public var logging: LoggingSettings

    public init(
        connection: ConnectionSettings = .init(), durability: RedisDurability = .primary,
        worker: WorkerOptions = .init(version: Version.current), healthPort: Int? = nil,
        webhooks: WebhookPolicy = .init(), logging: LoggingSettings = .init()
    ) {
        self.connection = connection
        self.durability = durability
        self.worker = worker
        self.healthPort = healthPort
        self.webhooks = webhooks
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
        self.init(
            connection: try ConnectionSettings(connection, reader),
            durability: try reader.value("durability", flag: flags.durability, default: .primary), worker: worker,
            healthPort: try reader.optional("health-port", flag: flags.healthPort, in: 0...65_535),
            webhooks: WebhookPolicy(allowsPrivateAddresses: allowsPrivate, allowsPlainHTTP: allowsPrivate),
            logging: try LoggingSettings(flags.logging, reader))
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
