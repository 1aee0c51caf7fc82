import DocumentAPI
import Documents
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Jobs
import NIOCore
import ObjectStore

/// The API on stores and a queue in memory, with one organization `acme`, its keys, and another organization's.
struct TestAPI: Sendable {
    let broker = FaultyBroker()
    let records = MemoryDocumentRecords()
    let store: any ObjectStore
    var options = APIOptions(fileLimit: 1 << 20, bucket: "sources")
    var checks: [HealthCheck] = []
    let log = CapturedLog()

    let writer = APIKey.makeSecret()
    let reader = APIKey.makeSecret()
    let stranger = APIKey.makeSecret()

    var worker: HandWorker { HandWorker(broker) }

    init(store: any ObjectStore = MemoryStore()) {
        self.store = store
    }

    /// Runs a test against the router without a server.
    func run(
        _ setting: TestingSetup = .router, _ test: @Sendable (TestAPI, any TestClientProtocol) async throws -> Void
    ) async throws {
        for (secret, organization, role) in [
            (writer, "acme", APIKey.Role.writer), (reader, "acme", .reader), (stranger, "other", .admin),
        ] {
            try await records.create(
                APIKey(secret: secret, organization: organization, role: role, name: "\(role.rawValue)-key"))
        }
        let services = APIServices(
            broker: broker, records: records, store: store,
            planner: DocumentPlanner(catalogue: try .builtIn()), sniffer: PlainSniffer(),
            checks: checks)
        let router = try buildRouter(services: services, options: options)
        try await Application(router: router, logger: log.logger).test(setting) { try await test(self, $0) }
    }

    /// Puts a source into the store as an upload would.
    func addSource(_ path: String, _ text: String = "Safety Analysis", format: String? = "text") async throws {
        guard let key = ObjectKey(path) else { throw BadPath() }
        try await store.put(key, bytes: Array(text.utf8), metadata: format.map { ["format": $0] } ?? [:])
    }

    struct BadPath: Error {}

    /// A body that is accepted, with other members on top.
    func body(_ more: [String: Any] = [:]) throws -> ByteBuffer {
        var members: [String: Any] = ["document_type": "CSR", "file_paths": ["acme/input/a.txt"]]
        members.merge(more) { $1 }
        return ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: members))
    }
}

/// What came back, with its body read as JSON.
struct Answer {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: ByteBuffer
    var json: [String: Any]

    init(_ response: TestResponse) {
        status = response.status
        headers = response.headers
        body = response.body
        // Not every answer is JSON.
        let value = try? JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
        json = value as? [String: Any] ?? [:]
    }

    func text(_ name: String) -> String? { json[name] as? String }
    func list(_ name: String) -> [[String: Any]] { json[name] as? [[String: Any]] ?? [] }
    func object(_ name: String) -> [String: Any] { json[name] as? [String: Any] ?? [:] }

    /// The pointers of a problem's faults.
    var pointers: [String] { list("errors").compactMap { $0["pointer"] as? String } }
}

extension TestClientProtocol {
    /// Sends a request with a key and returns what came back.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, key: String? = nil, headers: HTTPFields = [:],
        body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        if let key { headers[.authorization] = "Bearer \(key)" }
        return try await execute(uri: uri, method: method, headers: headers, body: body) { Answer($0) }
    }

    /// Has a document accepted and returns its id.
    func generate(_ api: TestAPI, _ more: [String: Any] = [:]) async throws -> String {
        try await api.addSource("acme/input/a.txt")
        let answer = try await send(.post, "/api/v1/documents/generate", key: api.writer, body: try api.body(more))
        return answer.text("task_id") ?? "\(answer.json)"
    }
}
