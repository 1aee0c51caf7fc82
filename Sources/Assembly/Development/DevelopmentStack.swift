import Commands
import Documents
import DocumentsRedis
import Foundation
import Logging
import Redis
import Sandbox
import UnixSignals

/// Everything on one machine: a private Redis, the API and the workers, as child processes.
///
/// Started in this order, each when the one before it is ready, and stopped in the reverse: the workers give their
/// jobs back while there is still a Redis to give them to.
struct DevelopmentStack {
    let request: DevelopmentRequest
    let directory: DevelopmentDirectory
    let log = MergedLog()
    let logger: Logger

    init(_ request: DevelopmentRequest, logger: Logger) throws {
        self.request = request
        self.directory = try DevelopmentDirectory(path: request.dataDirectory)
        self.logger = logger
    }

    /// Returns when SIGINT or SIGTERM came and all children have ended; throws when a child ended by itself.
    func run() async throws {
        // Before the first child, so that an early Ctrl-C finds somebody to hear it.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        guard let url = request.redis else {
            return try await privateRedis().run(log: log) { _ in
                try await serve(redis: directory.redisURL, until: signals)
            }
        }
        try await serve(redis: url, until: signals)
    }

    private func serve(redis url: String, until signals: UnixSignalsSequence) async throws {
        let secret = try await prepareKey(redis: url)
        try await child("api", "galley-api", ["--host", "127.0.0.1", "--port", "\(request.port)"], redis: url)
            .run(log: log) { ready in
                let workers = try (1...request.workers).map { number in
                    var worker = try child(
                        "worker-\(number)", "galley-worker", ["--name", "dev-\(number)"], redis: url)
                    worker.restarts = true
                    return worker
                }
                try await run(workers[...]) {
                    try Report(ready: ready, key: secret, redis: url, store: directory.storeURL).print(as: request)
                    for await _ in signals { break }
                    logger.info("stopping")
                }
            }
    }

    /// Starts one worker inside the other, so that each is stopped whatever becomes of the rest.
    private func run(_ workers: ArraySlice<ChildProgram>, _ body: @escaping @Sendable () async throws -> Void)
        async throws
    {
        guard let first = workers.first else { return try await body() }
        try await first.run(log: log) { _ in try await run(workers.dropFirst(), body) }
    }

    private func privateRedis() throws -> ChildProgram {
        guard let path = Programs.path(of: "redis-server") else {
            throw StartFailure("redis-server is not installed; install it, or give --redis a URL.")
        }
        return ChildProgram(name: "redis", path: path, arguments: directory.redisArguments, announcesItself: false)
    }

    private func child(
        _ name: String, _ program: String, _ arguments: [String], redis: String
    ) throws -> ChildProgram {
        guard let path = Programs.sibling(program) else {
            throw StartFailure("\(program) is missing beside this program.")
        }
        return ChildProgram(
            name: name, path: path, arguments: arguments + ["--redis", redis, "--store", directory.storeURL],
            announcesItself: true)
    }

    /// Waits for Redis and makes sure that the local key is known there.
    private func prepareKey(redis url: String) async throws -> String {
        let endpoint = try RedisEndpoint(url: url)
        let secret = try directory.secret()
        // Redis is being started: that the first attempts fail is nothing to tell.
        var logger = logger
        logger.logLevel = .error
        try await RedisClient.with(endpoint, name: "galley-dev", logger: logger, commandDeadline: .seconds(20)) {
            client in
            _ = try await client.send(["PING"], resend: true)
            let records = RedisDocumentRecords(client: client)
            if try await records.key(hash: APIKey.hash(ofSecret: secret)) == nil {
                try await records.create(
                    APIKey(secret: secret, organization: "local", role: .admin, name: "galley dev"))
            }
        }
        return secret
    }

    /// Where everything is.
    private struct Report: Encodable {
        var url: String
        var key: String
        var redis: String
        var store: String

        /// - Parameter ready: what the API says of itself once it listens.
        init(ready: String, key: String, redis: String, store: String) throws {
            self.url = try JSONDecoder().decode(Announcement.self, from: Data(ready.utf8)).url
            self.key = key
            self.redis = redis
            self.store = store
        }

        func print(as request: DevelopmentRequest) throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let text =
                request.isJSON
                ? String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
                : "URL    \(url)\nkey    \(key)\nredis  \(redis)\nstore  \(store)\nCtrl-C stops everything.\n"
            FileHandle.standardOutput.write(Data(text.utf8))
        }
    }
}
