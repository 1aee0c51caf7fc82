import Documents
import Jobs
import Redis

/// Documents and API keys on Redis hashes.
public struct RedisDocumentRecords: DocumentRecords {
    private let client: RedisClient
    private let keys: DocumentKeys

    /// The newest shape of a record that this program reads.
    private static let schema = 1

    /// - Parameter shards: as many as the broker has; a document lies beside its workflow.
    public init(client: RedisClient, shards: Int = 1) {
        self.client = client
        self.keys = DocumentKeys(shards: shards)
    }

    // MARK: Documents

    public func create(_ record: DocumentRecord) async throws {
        let id = record.id
        _ = try await run(
            Scripts.createDocument, [keys.document(id), keys.index(record.request.organization)],
            [.string(id.description), .bytes(try JSONCoding.encode(record.request))])
    }

    public func document(_ id: WorkflowID, organization: String) async throws -> DocumentRecord? {
        try await read([id]).first { $0.request.organization == organization }
    }

    public func setEnding(
        _ ending: DocumentRecord.Ending?, of id: WorkflowID, organization: String
    ) async throws {
        guard try await document(id, organization: organization) != nil else { return }
        let json = try ending.map { try JSONCoding.encode($0) } ?? []
        _ = try await run(Scripts.setEnding, [keys.document(id)], [.bytes(json)])
    }

    public func documents(_ query: DocumentQuery) async throws -> DocumentPage {
        let limit = min(max(1, query.limit), 100)
        var found: [DocumentRecord] = []
        var cursor = query.cursor
        // A filter may leave little of each page; after so many pages the caller is asked to come again.
        for _ in 0..<20 {
            let upper = cursor.map { "(" + $0 } ?? "+"
            let reply = try await send([
                ["ZREVRANGEBYLEX", .string(keys.index(query.organization)), .string(upper), "-", "LIMIT", 0, 100]
            ])
            let ids = (reply.first?.array ?? []).compactMap { $0.string.flatMap { WorkflowID($0) } }
            for record in try await read(ids) {
                guard found.count < limit else { return DocumentPage(documents: found, cursor: cursor) }
                if query.accepts(record) { found.append(record) }
                cursor = record.id.description
            }
            guard ids.count == 100 else { return DocumentPage(documents: found, cursor: nil) }
            cursor = ids.last?.description
        }
        return DocumentPage(documents: found, cursor: cursor)
    }

    public func delete(_ id: WorkflowID, organization: String) async throws {
        guard try await document(id, organization: organization) != nil else { return }
        _ = try await run(
            Scripts.deleteDocument, [keys.document(id), keys.index(organization)], [.string(id.description)])
    }

    private func read(_ ids: [WorkflowID]) async throws -> [DocumentRecord] {
        try await send(ids.map { ["HMGET", .string(keys.document($0)), "v", "request", "ending"] })
            .compactMap { try Self.record($0) }
    }

    private static func record(_ reply: RedisValue) throws -> DocumentRecord? {
        guard let fields = reply.array, fields.count == 3, let request = fields[1].bytes else { return nil }
        guard (fields[0].int ?? schema) <= schema else {
            throw BrokerError.unreadable("a document's record was written by a newer version")
        }
        return DocumentRecord(
            request: try JSONCoding.decode(DocumentRequest.self, from: request),
            ending: try fields[2].bytes.map { try JSONCoding.decode(DocumentRecord.Ending.self, from: $0) })
    }

    // MARK: API keys

    public func create(_ key: APIKey) async throws {
        let json = try JSONCoding.encode(key)
        // The key first: one that its organization does not list can still be used, and made again.
        _ = try await send([
            ["HSET", .string(keys.apiKey(key.hash)), "v", 1, "json", .bytes(json)],
            ["SADD", .string(keys.apiKeys(key.organization)), .string(key.hash)],
        ])
    }

    public func key(hash: String) async throws -> APIKey? {
        try await apiKeys([hash]).first
    }

    public func keys(organization: String) async throws -> [APIKey] {
        let reply = try await send([["SMEMBERS", .string(keys.apiKeys(organization))]])
        let hashes = (reply.first?.array ?? []).compactMap(\.string)
        return try await apiKeys(hashes).sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    public func deleteKey(id: String, organization: String) async throws -> Bool {
        guard let key = try await keys(organization: organization).first(where: { $0.id == id }) else { return false }
        _ = try await send([
            ["DEL", .string(keys.apiKey(key.hash))],
            ["SREM", .string(keys.apiKeys(organization)), .string(key.hash)],
        ])
        return true
    }

    private func apiKeys(_ hashes: [String]) async throws -> [APIKey] {
        try await send(hashes.map { ["HMGET", .string(keys.apiKey($0)), "v", "json"] }).compactMap { reply in
            guard let fields = reply.array, fields.count == 2, let json = fields[1].bytes else { return nil }
            guard (fields[0].int ?? Self.schema) <= Self.schema else {
                throw BrokerError.unreadable("an API key was written by a newer version")
            }
            return try JSONCoding.decode(APIKey.self, from: json)
        }
    }

    // MARK: Redis

    private func run(_ script: RedisScript, _ keys: [String], _ arguments: [RedisArgument]) async throws -> RedisValue {
        do {
            return try await client.eval(script, keys: keys, arguments: arguments, resend: true)
        } catch {
            throw BrokerError(redis: error)
        }
    }

    /// Every command here may be sent twice.
    private func send(_ commands: [RedisCommand]) async throws -> [RedisValue] {
        do {
            let replies = try await client.send(commands, resend: true)
            if let refusal = replies.lazy.compactMap(\.error).first { throw RedisError.refused(refusal) }
            return replies
        } catch let error as RedisError {
            throw BrokerError(redis: error)
        }
    }
}

extension DocumentQuery {
    fileprivate func accepts(_ record: DocumentRecord) -> Bool {
        (documentType.map { $0 == record.request.documentType } ?? true)
            && (documentSetKey.map { $0 == record.request.documentSetKey } ?? true)
    }
}

extension BrokerError {
    /// By the first word of the reply, as Redis documents them.
    fileprivate init(redis error: RedisError) {
        guard case .refused(let refusal) = error else {
            self = .unavailable(error.description)
            return
        }
        switch refusal.code {
        case "OOM", "MISCONF", "READONLY", "NOREPLICAS": self = .refusesWrites(refusal.description)
        case "WRONGTYPE": self = .unreadable(refusal.description)
        default: self = .unavailable(refusal.description)
        }
    }
}
