import Foundation
import Jobs
import JobsRedis
import Logging
import Redis
import RedisTesting
import Testing

/// A supervisor and its children at work on a Redis of a test's own, with hands on all of them.
struct SupervisedCrew {
    let broker: RedisBroker
    let supervisor: Program
    /// Jobs that wait end when this file is there.
    let gate: String

    /// Runs a test beside a supervisor with these settings, and ends everything.
    static func run(_ settings: [String: Int], _ body: (SupervisedCrew) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-crew-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            let supervisor = try Program(
                "supervised-worker", [],
                environment: settings.mapValues { "\($0)" }.merging(["TEST_REDIS": server.endpoint.url]) { $1 },
                directory: directory)
            do {
                #expect(try await supervisor.line() == "ready")
                try await body(
                    SupervisedCrew(
                        broker: RedisBroker(client: client, logger: logger), supervisor: supervisor,
                        gate: directory.appending(path: "gate").path))
            } catch {
                print(supervisor.logText)
                supervisor.signal(SIGKILL)
                await client.close()
                throw error
            }
            // Its children see to themselves.
            supervisor.signal(SIGKILL)
            await client.close()
        }
    }

    func openGate() throws { try Data().write(to: URL(filePath: gate)) }

    // MARK: jobs

    /// Enqueues jobs of a name, as the program under test knows them.
    func enqueue(_ name: String, _ payload: String = "{}", count: Int = 1) async throws -> [JobID] {
        let jobs = (0..<count).map { _ in
            NewJob(id: broker.makeID(tenant: ""), name: "test." + name, queue: "q", payload: Array(payload.utf8))
        }
        try await broker.enqueue(jobs)
        return jobs.map(\.id)
    }

    func enqueueWaiting(count: Int) async throws -> [JobID] {
        try await enqueue("wait", "{\"file\":\"\(gate)\"}", count: count)
    }

    /// The record of a job once it is as wanted; the test's time limit bounds the wait.
    @discardableResult
    func record(of id: JobID, once condition: (JobRecord) -> Bool) async throws -> JobRecord {
        while true {
            if let record = try await broker.record(ofJob: id), condition(record) { return record }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func endings(of ids: [JobID]) async throws -> [JobRecord] {
        var records: [JobRecord] = []
        for id in ids { records.append(try await record(of: id) { $0.state.isTerminal }) }
        return records
    }

    // MARK: processes

    private var inspector: RedisInspector { RedisInspector(broker: broker) }

    /// The process that holds, or held last, a job.
    func process(of record: JobRecord) async throws -> Int32 {
        let worker = try #require(try await inspector.workers().first { $0.id == record.worker })
        return Int32(worker.pid)
    }

    /// The children that the broker has heard of, by their names, once they are as wanted.
    func children(once condition: ([String: Int32]) -> Bool = { _ in true }) async throws -> [String: Int32] {
        while true {
            let workers = try await inspector.workers()
            let children = Dictionary(workers.map { ($0.name, Int32($0.pid)) }) { $1 }
            if condition(children) { return children }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// Whether a process runs; a dead one that nobody has reaped does not.
func isRunning(_ process: Int32) -> Bool {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return false }
    // The state follows the name, which stands in parentheses and may hold anything.
    return !(String(decoding: stat, as: UTF8.self).split(separator: ")").last?.hasPrefix(" Z") ?? true)
}

func untilGone(_ process: Int32) async throws {
    while isRunning(process) { try await Task.sleep(for: .milliseconds(10)) }
}
