import Jobs

/// The contract for what must last beyond the queue: documents and API keys.
///
/// Everything is scoped to an organization: another's is as if it were not there. All throw `BrokerError`.
public protocol DocumentRecords: Sendable {
    /// Writes a new document's record; one that exists is left as it is.
    func create(_ record: DocumentRecord) async throws
    func document(_ id: WorkflowID, organization: String) async throws -> DocumentRecord?
    /// Writes how a document ended, or, with nil, that it is being made again.
    func setEnding(_ ending: DocumentRecord.Ending?, of id: WorkflowID, organization: String) async throws
    /// Newest first.
    func documents(_ query: DocumentQuery) async throws -> DocumentPage
    func delete(_ id: WorkflowID, organization: String) async throws

    func create(_ key: APIKey) async throws
    /// Finds a key by the SHA-256 of its secret, lower-case hexadecimal.
    func key(hash: String) async throws -> APIKey?
    func keys(organization: String) async throws -> [APIKey]
    func deleteKey(id: String, organization: String) async throws -> Bool
}

/// Which documents to list.
public struct DocumentQuery: Sendable {
    public var organization: String
    public var documentType: String?
    public var documentSetKey: String?
    /// 1 ... 100.
    public var limit: Int
    /// From the page before; nil begins.
    public var cursor: String?

    public init(
        organization: String, documentType: String? = nil, documentSetKey: String? = nil, limit: Int = 50,
        cursor: String? = nil
    ) {
        self.organization = organization
        self.documentType = documentType
        self.documentSetKey = documentSetKey
        self.limit = limit
        self.cursor = cursor
    }
}

public struct DocumentPage: Sendable {
    public var documents: [DocumentRecord]
    /// Nil on the last page.
    public var cursor: String?

    public init(documents: [DocumentRecord], cursor: String?) {
        self.documents = documents
        self.cursor = cursor
    }
}
