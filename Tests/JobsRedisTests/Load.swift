import Jobs
import JobsRedis
import JobsWorker
import Logging
import Redis
import Synchronization
import Testing

/// Producers and a worker that go on while a test harms the Redis under them.
final class Load: Sendable {
    private struct Mark: Job {
        static let name = "test.mark"
        static let options = JobOptions(queue: "marks", retry: .exponential(maxAttempts: 3, base: .milliseconds(10)))
        var number: Int
    }

    /// More unfinished jobs than this are not piled up.
    private static let backlog = 200
    /// Between two jobs of a tenant: enough for there always to be some under way, and no more than that.
    private static let pace = Duration.milliseconds(4)

    let broker: RedisBroker
    private let accepted = Mutex([JobID]())
    /// Those whose enqueue failed: they may be there or not.
    private let unanswered = Mutex([JobID]())
    private let runs = Mutex([Int: Int]())
    private let isStopped = Mutex(false)

    private init(_ broker: RedisBroker) {
        self.broker = broker
    }

    /// Runs `body` under load, then lets all jobs end and checks that each did, once.
    static func run(
        on endpoint: RedisEndpoint, _ options: RedisBrokerOptions, tenants: [String],
        _ body: (Load) async throws -> Void
    ) async throws {
        let clients = [0, 1].map { _ in RedisClient(options: RedisOptions(endpoint: endpoint), logger: .quiet) }
        do {
            let load = Load(RedisBroker(client: clients[0], options: options, logger: .quiet))
            let worker = load.worker(RedisBroker(client: clients[1], options: options, logger: .quiet), options)
            let working = Task { try await worker.run() }
            let producing = Task {
                await withDiscardingTaskGroup { group in
                    for tenant in tenants { group.addTask { await load.produce(tenant) } }
                }
            }
            let result = await Result(catching: { try await body(load) })
            load.isStopped.withLock { $0 = true }
            await producing.value
            let check = await Result(catching: {
                try result.get()
                try await load.checkAllEnded()
            })
            worker.releaseNow()
            try await working.value
            try check.get()
            for client in clients { await client.close() }
        } catch {
            for client in clients { await client.close() }
            throw error
        }
    }

    private func worker(_ broker: RedisBroker, _ options: RedisBrokerOptions) -> Worker {
        var registry = JobRegistry()
        registry.register(Mark.self) { _, context in
            self.runs.withLock { $0[context.id.shard, default: 0] += 1 }
            return NoOutput()
        }
        return Worker(
            broker: broker, registry: registry, options: WorkerOptions(concurrency: 4, lease: options.lease),
            logger: .quiet)
    }

    private func produce(_ tenant: String) async {
        while !isStopped.withLock({ $0 }) {
            try? await Task.sleep(for: Self.pace)  // nobody cancels it
            guard accepted.withLock(\.count) < runsSoFar() + Self.backlog else { continue }
            let id = broker.makeID(tenant: tenant)
            let job = NewJob(
                id: id, name: Mark.name, queue: "marks", tenant: tenant, payload: Array(#"{"number":1}"#.utf8))
            do {
                try await broker.enqueue([job])
                accepted.withLock { $0.append(id) }
            } catch {
                unanswered.withLock { $0.append(id) }
            }
        }
    }

    /// How many jobs were accepted so far in shards that satisfy a condition.
    func acceptedJobs(in isMeant: (Int) -> Bool = { _ in true }) -> Int {
        accepted.withLock { ids in ids.count { isMeant($0.shard) } }
    }

    /// How many runs of jobs there were so far in shards that satisfy a condition.
    func runsSoFar(in isMeant: (Int) -> Bool = { _ in true }) -> Int {
        runs.withLock { runs in runs.reduce(0) { $0 + (isMeant($1.key) ? $1.value : 0) } }
    }

    /// Waits until there were so many more runs.
    func untilRun(_ more: Int, in isMeant: (Int) -> Bool = { _ in true }) async throws {
        let goal = runsSoFar(in: isMeant) + more
        let end = ContinuousClock.now + .seconds(60)
        while runsSoFar(in: isMeant) < goal {
            try #require(ContinuousClock.now < end, "no more jobs are run")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits until so many more jobs were accepted.
    func untilAccepted(_ more: Int, in isMeant: (Int) -> Bool = { _ in true }) async throws {
        let goal = acceptedJobs(in: isMeant) + more
        let end = ContinuousClock.now + .seconds(60)
        while acceptedJobs(in: isMeant) < goal {
            try #require(ContinuousClock.now < end, "no more jobs are accepted")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func checkAllEnded() async throws {
        let inspector = RedisInspector(broker: broker)
        let end = ContinuousClock.now + .seconds(60)
        while true {
            let queue = try await inspector.queues().first { $0.name == "marks" }
            let open = queue.map { $0.pending + $0.active + $0.scheduled } ?? 0
            if open == 0 { break }
            try #require(ContinuousClock.now < end, "\(open) jobs do not end: \(String(describing: queue))")
            try await Task.sleep(for: .milliseconds(50))
        }
        var ended = 0
        for id in accepted.withLock({ $0 }) {
            let state = try await broker.record(ofJob: id)?.state
            #expect(state == .succeeded, "of job \(id), which was accepted")
            ended += 1
        }
        for id in unanswered.withLock({ $0 }) where try await broker.record(ofJob: id) != nil { ended += 1 }
        let succeeded = try await inspector.queues().reduce(0) { $0 + $1.succeeded }
        #expect(succeeded == ended, "each ended once")
        #expect(runsSoFar() >= ended)
    }
}

extension Logger {
    /// Faults are the point of these tests; their warnings would drown a real failure.
    static var quiet: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}

extension Result where Failure == any Error, Success: Sendable {
    fileprivate init(catching attempt: () async throws -> Success) async {
        do {
            self = .success(try await attempt())
        } catch {
            self = .failure(error)
        }
    }
}
