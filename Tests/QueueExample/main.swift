// The example of README.md, word for word, so that it is known to compile.
import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import ServiceLifecycle
import UnixSignals

struct ResizeImage: PerformableJob {
    static let name = "images.resize"
    static let options = JobOptions(queue: "images", retry: .exponential(maxAttempts: 5), timeout: .seconds(30))
    var source: String

    func perform(in context: JobContext) async throws -> NoOutput {
        context.logger.info("resizing", metadata: ["source": "\(source)"])
        return NoOutput()
    }
}

let logger = Logger(label: "images")
let client = try RedisClient(url: "redis://127.0.0.1", logger: logger)
let broker = RedisBroker(client: client, logger: logger)
try await JobQueue(broker: broker).enqueue(ResizeImage(source: "a.png"))

var registry = JobRegistry()
registry.register(ResizeImage.self)
let worker = Worker(broker: broker, registry: registry, logger: logger)
try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm], logger: logger).run()
