import ChaosTesting
import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import ServiceLifecycle
import UnixSignals

/// A worker that writes down all it does, and kills or stops itself where a job's fate says so.
@main
enum ChaosWorker {
    static func main() async throws {
        let orders = try ChaosOrders.read()
        endWithParent()
        let log = try FileHistoryLog(orders.log, by: orders.id)
        var logger = Logger(label: "chaos-worker")
        logger.logLevel = .warning
        let deadline = Duration.milliseconds(orders.deadlineMilliseconds)
        let client = RedisClient(
            options: RedisOptions(
                endpoint: RedisEndpoint(address: .tcp(host: "127.0.0.1", port: orders.port)),
                commandDeadline: deadline),
            logger: logger)
        let lease = Duration.milliseconds(orders.leaseMilliseconds)
        let broker = RedisBroker(client: client, options: .init(deadline: deadline, lease: lease), logger: logger)
        var registry = JobRegistry()
        registry.register(ChaosJob.self) { try await $0.perform(in: $1) }
        let options = WorkerOptions(
            id: orders.id, concurrency: orders.concurrency, lease: lease, grace: .seconds(10),
            parking: { point, delivery in await park(point, delivery, log) })
        let worker = Worker(
            broker: RecordingBroker(broker, log: log), registry: registry, options: options, logger: logger)
        try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm], logger: logger).run()
    }

    private static func park(_ point: ParkingPoint, _ delivery: Delivery, _ log: FileHistoryLog) async {
        if point == .beforePerform { log.note(.started(.init(delivery.lease))) }
        // Once is enough: the second delivery is to show that the first did no harm.
        guard delivery.fence.number == 1, let fate = delivery.metadata[Fate.key],
            let word = Fate(rawValue: fate)?.rawValue.split(separator: " "), word.last ?? "" == point.rawValue
        else { return }
        log.note(.parked(.init(delivery.lease)))
        raise(word.first == "kill" ? SIGKILL : SIGSTOP)
    }

    /// A run that was killed must not leave its workers behind.
    private static func endWithParent() {
        let parent = getppid()
        Thread.detachNewThread {
            while getppid() == parent { usleep(500_000) }
            exit(1)
        }
    }
}
