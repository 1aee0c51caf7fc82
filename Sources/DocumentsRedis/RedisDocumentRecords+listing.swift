import Documents
import Jobs
import Logging
import Redis

extension RedisDocumentRecords {
    /// The newest come first because ids begin with the time of their making; a cursor is the last id of its page.
    public func documents(_ query: DocumentQuery) async throws -> DocumentPage {
        var found: [DocumentRecord] = []
        var cursor = query.cursor.flatMap(WorkflowID.init)
        while true {
            let ids = try await ids(query, before: cursor)
            for (id, reply) in zip(ids, try await read(ids.map(Self.fetch))) {
                cursor = id
                guard let record = try readable(reply, id), matches(record, query) else { continue }
                found.append(record)
                if found.count == query.limit { return DocumentPage(documents: found, cursor: id.description) }
            }
            if ids.count < query.limit { return DocumentPage(documents: found, cursor: nil) }
        }
    }

    /// The next ids over all shards, newest first, at most the query's limit.
    private func ids(_ query: DocumentQuery, before cursor: WorkflowID?) async throws -> [WorkflowID] {
        let replies = try await read(
            (0..<shards).map { shard in
                [
                    "ZRANGE", .string(index(query, RecordKeys(shard: shard))),
                    .string(cursor.map { "(\($0)" } ?? "+"), "-", "BYLEX", "REV", "LIMIT", 0, .init(query.limit),
                ]
            })
        let ids = replies.flatMap { $0.array ?? [] }.compactMap { $0.string.flatMap(WorkflowID.init) }
        return Array(ids.sorted { $0.description > $1.description }.prefix(query.limit))
    }

    /// The narrowest index; a second filter is applied to what it gives.
    private func index(_ query: DocumentQuery, _ keys: RecordKeys) -> String {
        if let set = query.documentSetKey { return keys.setIndex(query.organization, set) }
        if let type = query.documentType { return keys.typeIndex(query.organization, type) }
        return keys.index(query.organization)
    }

    private func matches(_ record: DocumentRecord, _ query: DocumentQuery) -> Bool {
        record.request.organization == query.organization
            && (query.documentType == nil || record.request.documentType == query.documentType)
    }

    /// A record of a newer version does not keep the others from being listed.
    private func readable(_ reply: RedisValue, _ id: WorkflowID) throws -> DocumentRecord? {
        do {
            return try StoredDocument(reply)?.record(id)
        } catch BrokerError.unreadable(let reason) {
            logger.warning("a document cannot be listed", metadata: ["task_id": "\(id)", "reason": "\(reason)"])
            return nil
        }
    }
}
