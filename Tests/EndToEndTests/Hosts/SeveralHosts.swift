import Documents
import DocumentsRedis
import Foundation
import Jobs
import JobsRedis
import Logging
import Outbound
import Redis
import S3Testing

/// An installation on four hosts: `api`, the workers' `one` and `two`, and `data` with Redis and an S3 server.
///
/// What is done through a door does not pass the switch, so a test sees a host that is cut off from the others.
final class SeveralHosts: Sendable {
    let network: PrivateNetwork
    let log = HostsLog()
    let directory: URL
    private let password = UUID().uuidString
    private let storeKey: [String: String]

    private static let api = 8080, redis = 6379, s3 = 9000
    private static let store = "s3://\(S3TestServer.bucket)/study?endpoint=http://"

    /// Runs a test on the hosts, with Redis and the S3 server; ends all of it.
    static func with(_ body: (SeveralHosts, _ store: Program) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-hosts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        let network = try await PrivateNetwork(
            hosts: ["api", "one", "two", "data"],
            doors: ["api": "api:\(api)", "redis": "data:\(redis)", "s3": "data:\(s3)"], directory: directory)
        do {
            let store = try await startStore(on: network, directory)
            let hosts = try SeveralHosts(network, directory, storeKey: store.key)
            hosts.log.follow("s3", store.program)
            try await hosts.startRedis()
            try await body(hosts, store.program)
        } catch {
            await network.end()
            throw error
        }
        await network.end()
    }

    private init(_ network: PrivateNetwork, _ directory: URL, storeKey: [String: String]) throws {
        self.network = network
        self.directory = directory
        self.storeKey = storeKey
    }

    // MARK: Processes

    /// Starts a program of Galley's on a host and returns when it serves.
    func start(
        _ program: String, _ arguments: [String] = [], on host: String, as name: String, _ settings: [String: String]
    ) async throws -> Program {
        let environment = [
            "GALLEY_REDIS": "redis://:\(password)@\(network.address(of: "data")):\(Self.redis)/0",
            "GALLEY_STORE": "\(Self.store)\(network.address(of: "data")):\(Self.s3)",
            "GALLEY_LEASE": "3s", "GALLEY_LOG_FORMAT": "json", "GALLEY_NAME": name,
        ].merging(storeKey) { $1 }.merging(settings) { $1 }
        let started = try Program(
            program, arguments, by: network.entry(to: host), environment: environment, directory: directory)
        log.follow(name, started)
        _ = try await started.line()
        log.note("started \(name), a \(program), on host \(host)")
        return started
    }

    func startWorker(_ name: String, on host: String, _ settings: [String: String] = [:]) async throws -> Program {
        try await start("galley-worker", on: host, as: name, settings)
    }

    func startAPI() async throws -> Program {
        let arguments = ["--host", network.address(of: "api"), "--port", "\(Self.api)"]
        return try await start("galley-api", arguments, on: "api", as: "api", [:])
    }

    /// Starts the S3 server again, on what it had.
    func restartStore() async throws -> Program {
        let store = try await Self.startStore(on: network, directory).program
        log.follow("s3", store)
        log.note("started the S3 server on what it had")
        return store
    }

    private static func startStore(
        on network: PrivateNetwork, _ directory: URL
    ) async throws -> (program: Program, key: [String: String]) {
        let command = S3TestServer.command(
            host: network.address(of: "data"), port: s3, directory: directory.appending(path: "s3").path)
        let program = try Program(
            command.program, command.arguments, by: network.entry(to: "data"), directory: directory, input: Pipe())
        return (program, try S3TestServer.environment(announced: try await program.line()))
    }

    private func startRedis() async throws {
        let data = directory.appending(path: "redis")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let configuration = directory.appending(path: "redis.conf")
        let lines = [
            "bind \(network.address(of: "data"))", "port \(Self.redis)", "requirepass \(password)", "dir \(data.path)",
            "appendonly yes", "save \"\"",
        ]
        try Data(lines.joined(separator: "\n").utf8).write(to: configuration)
        _ = try Program(
            "redis-server", [configuration.path], by: network.entry(to: "data"), directory: directory)
        try await withRedis { _ = try await $0.send(["PING"], deadline: .seconds(20), resend: true) }
    }

    // MARK: What a test sees

    /// The API for an organization of its own, whose readings and artifacts nobody else has.
    func service(for organization: String) async throws -> Service {
        let secret = APIKey.makeSecret()
        try await withRedis { client in
            try await RedisDocumentRecords(client: client).create(
                APIKey(secret: secret, organization: organization, role: .admin, name: "test"))
        }
        let door = network.door("api")
        return Service(url: "http://\(door.host):\(door.port)", key: secret)
    }

    /// What an operator would see.
    func inspect<Value: Sendable>(_ look: (any Inspector) async throws -> Value) async throws -> Value {
        try await withBroker { try await look(RedisInspector(broker: $0)) }
    }

    /// What each job of a document has left to the next, by its node.
    func results(of document: WorkflowID) async throws -> [String: [UInt8]] {
        try await withBroker { try await $0.results(of: document) }
    }

    private func withBroker<Value>(_ body: (RedisBroker) async throws -> Value) async throws -> Value {
        try await withRedis { try await body(RedisBroker(client: $0, logger: Self.quiet)) }
    }

    func withStore<Result>(_ body: (S3Store) async throws -> Result) async throws -> Result {
        let door = network.door("s3")
        let options = try S3Options(url: "\(Self.store)\(door.host):\(door.port)")
        return try await S3Store.with(options, environment: storeKey, body)
    }

    private func withRedis<Value>(_ body: (RedisClient) async throws -> Value) async throws -> Value {
        let door = network.door("redis")
        let endpoint = RedisEndpoint(address: .tcp(host: door.host, port: door.port), password: password)
        let client = RedisClient(options: RedisOptions(endpoint: endpoint), logger: Self.quiet)
        do {
            let value = try await body(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    private static var quiet: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}
