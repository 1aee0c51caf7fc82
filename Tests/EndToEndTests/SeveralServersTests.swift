import Documents
import DocumentsRedis
import Foundation
import Logging
import Redis
import RedisTesting
import Testing

@Suite("A document is made on several Redis servers as on one", .serialized, .timeLimit(.minutes(2)))
struct SeveralServersTests {
    @Test("on a Redis Cluster, with the shards that are usual there")
    func cluster() async throws {
        try await withRedisCluster(configuration: ["appendonly yes"]) { cluster in
            let url = "redis+cluster://\(cluster.masters[2].host)"
            try await makeDocument(["GALLEY_REDIS": url], organizations: ["acme", "globex", "initech"])
            for master in cluster.masters {
                let count = try await master.ask([["DBSIZE"]]).first?.int ?? 0
                #expect(count > 0, "the work is spread over all masters")
            }
        }
    }

    @Test("under Sentinels, where an accepted document is on the replicas too, and a failover loses none")
    func sentinel() async throws {
        try await withRedisSentinel(configuration: ["appendonly yes"]) { setup in
            let hosts = setup.sentinels.map(\.host.description).joined(separator: ",")
            let settings = ["GALLEY_REDIS": "redis+sentinel://\(hosts)/galley-test", "GALLEY_DURABILITY": "replica"]
            try await makeDocument(settings, organizations: ["acme"]) {
                await setup.servers[0].kill()
                // A worker that finds no master at its start ends, for its supervisor to start it again.
                let end = ContinuousClock.now + .seconds(60)
                while try await setup.master().host == setup.servers[0].host {
                    try #require(ContinuousClock.now < end, "the Sentinels do not fail over")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }

    /// Lets an API and a worker of these settings make a document for each organization.
    ///
    /// - Parameter accepted: is called when all are accepted, before there is a worker.
    private func makeDocument(
        _ settings: [String: String], organizations: [String], accepted: () async throws -> Void = {}
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        let environment = settings.merging([
            "GALLEY_STORE": directory.appending(path: "store").absoluteString, "GALLEY_LEASE": "3s",
        ]) { $1 }
        let keys = try await makeKeys(for: organizations, at: try RedisEndpoint(url: settings["GALLEY_REDIS"] ?? ""))
        let api = try Program("galley-api", ["--port", "0"], environment: environment, directory: directory)
        defer { api.signal(SIGKILL) }
        struct Announcement: Decodable { var url: String }
        let url = try JSONDecoder().decode(Announcement.self, from: Data(try await api.line().utf8)).url

        var documents: [(service: Service, id: String)] = []
        for key in keys {
            let service = Service(url: url, key: key)
            let path = try await service.upload("notes.txt", EndToEndTests.source)
            documents.append((service, try await service.generate("generic", [path])))
        }
        try await accepted()
        let worker = try Program("galley-worker", [], environment: environment, directory: directory)
        defer { worker.signal(SIGKILL) }
        for document in documents {
            do {
                let ending = try await document.service.ending(of: document.id)
                #expect(ending.status == "Complete", "\(ending)")
            } catch {
                Issue.record(error, "The worker: \(worker.logText.suffix(2_000))")
            }
        }
        let doctor = try Program("galley", ["inspect", "queues"], environment: environment, directory: directory)
        #expect(await doctor.status() == 0)
    }

    private func makeKeys(for organizations: [String], at endpoint: RedisEndpoint) async throws -> [String] {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let client = RedisClient(options: RedisOptions(endpoint: endpoint), logger: logger)
        let keys = organizations.map { ($0, APIKey.makeSecret()) }
        // Durable where replicas are, so that the API finds them after a failover too.
        let durability: RedisDurability = if case .sentinels = endpoint.address { .replica } else { .primary }
        for (organization, secret) in keys {
            try await RedisDocumentRecords(client: client, durability: durability).create(
                APIKey(secret: secret, organization: organization, role: .admin, name: "test"))
        }
        await client.close()
        return keys.map(\.1)
    }
}
