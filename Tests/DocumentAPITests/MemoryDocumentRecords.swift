import Documents
import Jobs

/// Records in memory, which can be told to fail.
actor MemoryDocumentRecords: DocumentRecords {
    private var stored: [WorkflowID: DocumentRecord] = [:]
    private var keys: [String: APIKey] = [:]
    private var failure: BrokerError?

    var count: Int { stored.count }

    func fail(with error: BrokerError?) { failure = error }

    func create(_ record: DocumentRecord) async throws {
        try check()
        if stored[record.id] == nil { stored[record.id] = record }
    }

    func document(_ id: WorkflowID, organization: String) async throws -> DocumentRecord? {
        try check()
        return stored[id].flatMap { $0.request.organization == organization ? $0 : nil }
    }

    func setEnding(_ ending: DocumentRecord.Ending?, of id: WorkflowID, organization: String) async throws {
        try check()
        stored[id]?.ending = ending
    }

    func documents(_ query: DocumentQuery) async throws -> DocumentPage {
        let found = stored.values
            .filter { $0.request.organization == query.organization }
            .filter { query.documentType == nil || $0.request.documentType == query.documentType }
            .filter { query.documentSetKey == nil || $0.request.documentSetKey == query.documentSetKey }
            .sorted { $0.id.description > $1.id.description }
            .filter { record in query.cursor.map { record.id.description < $0 } ?? true }
        let page = Array(found.prefix(query.limit))
        return DocumentPage(documents: page, cursor: found.count > page.count ? page.last?.id.description : nil)
    }

    func delete(_ id: WorkflowID, organization: String) async throws { stored[id] = nil }

    func create(_ key: APIKey) async throws { keys[key.hash] = key }

    func key(hash: String) async throws -> APIKey? {
        try check()
        return keys[hash]
    }

    func keys(organization: String) async throws -> [APIKey] {
        keys.values.filter { $0.organization == organization }
    }

    func deleteKey(id: String, organization: String) async throws -> Bool {
        guard let key = keys.values.first(where: { $0.id == id }) else { return false }
        keys[key.hash] = nil
        return true
    }

    private func check() throws {
        if let failure { throw failure }
    }
}
