import Documents
import Jobs
import Redis

extension RedisDocumentRecords {
    public func create(_ record: DocumentRecord) async throws {
        let keys = RecordKeys(shard: record.id.shard)
        let request = record.request
        _ = try await run(
            RecordScripts.createDocument, [keys.document(record.id)] + keys.indexes(of: request),
            [
                .init(DocumentRecord.schema), .string(request.organization), .bytes(try JSONCoding.encode(request)),
                .string(record.id.description),
            ])
        if let ending = record.ending {
            try await setEnding(ending, of: record.id, organization: request.organization)
        }
    }

    public func document(_ id: WorkflowID, organization: String) async throws -> DocumentRecord? {
        let reply = try await read([Self.fetch(id)]).first
        guard let stored = try StoredDocument(reply), stored.organization == organization else { return nil }
        return try stored.record(id)
    }

    public func setEnding(
        _ ending: DocumentRecord.Ending?, of id: WorkflowID, organization: String
    ) async throws {
        let answer = try await run(
            RecordScripts.endDocument, [RecordKeys(shard: id.shard).document(id)],
            [
                .init(DocumentRecord.schema), .string(organization),
                .bytes(try ending.map { try JSONCoding.encode($0) } ?? []),
            ])
        if answer.string == "newer" { throw StoredDocument.newer(id) }
    }

    public func delete(_ id: WorkflowID, organization: String) async throws {
        guard let record = try await document(id, organization: organization) else { return }
        let keys = RecordKeys(shard: id.shard)
        _ = try await run(
            RecordScripts.deleteDocument, [keys.document(id)] + keys.indexes(of: record.request),
            [.string(organization), .string(id.description)])
    }

    static func fetch(_ id: WorkflowID) -> RedisCommand {
        ["HMGET", .string(RecordKeys(shard: id.shard).document(id)), "sv", "org", "req", "end"]
    }
}
