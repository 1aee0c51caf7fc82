import Foundation
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import ServiceLifecycle

/// `shop work` runs jobs, on as many hosts as there is work for; `shop order CARD ITEM…` and `shop status` run none.
@main
struct Shop {
    static func main() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "shop")
        let url = ProcessInfo.processInfo.environment["SHOP_REDIS"] ?? "redis://127.0.0.1"
        let client = try RedisClient(url: url, logger: logger)
        let broker = RedisBroker(client: client, logger: logger)
        let queue = JobQueue(broker: broker)

        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "work":
            // Such as a Redis that may evict keys, and with them jobs.
            if let objection = try await RedisFacts.read(client).objection {
                logger.critical("\(objection)")
                exit(1)
            }
            try await work(broker, queue, logger)
        case "order": try await order(Array(arguments.dropFirst()), in: queue)
        case "status": try await status(RedisInspector(broker: broker))
        default: print("usage: shop work | order CARD ITEM… | status")
        }
        await client.close()
    }

    static func work(_ broker: RedisBroker, _ queue: JobQueue, _ logger: Logger) async throws {
        let worker = Worker(
            broker: broker, registry: try .shop(queue: queue), options: WorkerOptions(name: "shop", concurrency: 8),
            logger: logger)
        // SIGTERM: no new jobs, those in hand have 25 s, the rest go back to their queues.
        let group = ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    static func order(_ arguments: [String], in queue: JobQueue) async throws {
        guard let card = arguments.first, arguments.count > 1 else { return print("usage: shop order CARD ITEM…") }
        let order = try await queue.place(Array(arguments.dropFirst()), card: card, customer: "ada")
        // The order is safe with the broker now. A tool may wait; a web server would answer with the id.
        let letter = try await queue.output(of: order.letter, as: WriteLetter.self, within: .seconds(30))
        print(letter ?? "Order \(order.id) is still under way.")
    }

    static func status(_ inspector: some Inspector) async throws {
        for queue in try await inspector.queues() {
            print("queue \(queue.name) pending \(queue.pending) succeeded \(queue.succeeded) failed \(queue.failed)")
        }
        for job in try await inspector.jobs(in: .scheduled, limit: 100) {
            print("scheduled \(job.name) \(job.dueAt?.formatted(.iso8601) ?? "")")
        }
    }
}
