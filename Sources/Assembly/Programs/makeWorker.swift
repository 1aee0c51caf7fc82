import Jobs
import JobsRedis
import JobsWorker
import Logging
import ObjectStore
import Redis

/// Makes a worker that knows the document stages and webhooks; nothing runs yet.
public func makeWorker(
    _ settings: WorkerSettings, client: RedisClient, store: any ObjectStore, logger: Logger
) async throws -> Worker {
    let broker = RedisBroker(client: client, options: .init(lease: settings.worker.lease), logger: logger)
    let registry = JobRegistry()
    return Worker(broker: broker, registry: registry, options: settings.worker, logger: logger)
}
