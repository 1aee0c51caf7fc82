import Documents
import DocumentsRedis
import Foundation
import Jobs
import JobsRedis
import Logging
import Redis
import RedisTesting

/// A whole installation of a test's own: Redis, the API, and the workers that the test starts.
final class Installation: Sendable {
    let redis: RedisTestServer
    let service: Service
    /// For files of the test; removed with everything else.
    let directory: URL
    let api: Program
    private let settings: [String: String]
    private let others = Processes()

    /// Runs a test on an installation and stops all of it.
    ///
    /// - Parameter settings: of every process, besides the usual ones or in their place.
    static func run(
        appendFsync: String? = nil, settings: [String: String] = [:], _ body: (Installation) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        let redis = try await RedisTestServer.start(.init(appendFsync: appendFsync))
        do {
            let installation = try await Installation(redis, in: directory, settings)
            do {
                try await body(installation)
            } catch {
                await installation.stop()
                throw error
            }
            await installation.stop()
        } catch {
            await redis.stop()
            throw error
        }
        await redis.stop()
    }

    private init(_ redis: RedisTestServer, in directory: URL, _ settings: [String: String]) async throws {
        self.redis = redis
        self.directory = directory
        self.settings = settings
        let secret = try await Self.makeKey(redis.endpoint)
        let environment = Self.environment(redis, directory).merging(settings) { $1 }
        api = try Program("galley-api", ["--port", "0"], environment: environment, directory: directory)
        struct Announcement: Decodable { var url: String }
        let line = try await api.line()
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
        service = Service(url: announcement.url, key: secret)
    }

    private static func makeKey(_ endpoint: RedisEndpoint) async throws -> String {
        let client = RedisClient(options: RedisOptions(endpoint: endpoint), logger: Logger(label: "test"))
        let secret = APIKey.makeSecret()
        try await RedisDocumentRecords(client: client).create(
            APIKey(secret: secret, organization: "acme", role: .admin, name: "test"))
        await client.close()
        return secret
    }

    private static func environment(_ redis: RedisTestServer, _ directory: URL) -> [String: String] {
        [
            "GALLEY_REDIS": redis.endpoint.url, "GALLEY_STORE": directory.appending(path: "store").absoluteString,
            "GALLEY_LEASE": "3s", "GALLEY_LOG_FORMAT": "json",
        ]
    }

    /// Starts a worker and returns when it serves.
    func startWorker(_ settings: [String: String] = [:]) async throws -> Program {
        try await start("galley-worker", settings)
    }

    /// Starts a worker that stays at a point of a job's run.
    func startParkingWorker(_ park: String, _ settings: [String: String]) async throws -> Program {
        try await start("parking-worker", settings.merging(["GALLEY_TEST_PARK": park]) { $1 })
    }

    private func start(_ program: String, _ settings: [String: String]) async throws -> Program {
        let worker = try await launch(program, [], settings)
        _ = try await worker.line()
        return worker
    }

    /// Starts one more process and does not wait for it.
    func launch(
        _ program: String, _ arguments: [String] = [], _ settings: [String: String] = [:]
    ) async throws -> Program {
        let environment = Self.environment(redis, directory).merging(self.settings) { $1 }.merging(settings) { $1 }
        let process = try Program(program, arguments, environment: environment, directory: directory)
        await others.add(process)
        return process
    }

    /// What an operator would see.
    func inspect<Value: Sendable>(_ look: (any Inspector) async throws -> Value) async throws -> Value {
        let logger = Logger(label: "test")
        let client = RedisClient(options: RedisOptions(endpoint: redis.endpoint), logger: logger)
        do {
            let value = try await look(RedisInspector(broker: RedisBroker(client: client, logger: logger)))
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    private func stop() async {
        await others.kill()
        api.signal(SIGKILL)
    }

    private actor Processes {
        private var all: [Program] = []

        func add(_ process: Program) { all.append(process) }

        func kill() { for process in all { process.signal(SIGKILL) } }
    }
}

extension RedisEndpoint {
    /// For a program's settings.
    var url: String {
        switch address {
        case .tcp(let host, let port): "redis://\(host):\(port)/\(database)"
        case .unixSocket(let path): "unix://\(path)"
        default: preconditionFailure("the installation has one server")
        }
    }
}
