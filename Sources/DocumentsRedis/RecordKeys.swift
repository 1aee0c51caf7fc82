import Documents
import Jobs

/// Builds every key of documents and API keys; all of one shard share a hash tag and so a slot of a Redis Cluster.
struct RecordKeys: Sendable {
    private let anchor: String

    init(shard: Int) {
        anchor = "galley:{\(shard)}:"
    }

    /// An API key is looked up by its secret alone, before its organization is known: all lie in one shard.
    static let apiKeys = RecordKeys(shard: 0)

    /// HASH `sv` schema version, `org` organization, `req` and `end` JSON.
    func document(_ id: WorkflowID) -> String { anchor + "doc:" + id.description }

    /// ZSET of an organization's documents, all of score 0: their ids are in the order of their making.
    func index(_ organization: String) -> String { anchor + "docs:" + organization }
    func typeIndex(_ organization: String, _ type: String) -> String { index(organization) + ":type:" + type }
    func setIndex(_ organization: String, _ set: String) -> String { index(organization) + ":set:" + set }

    /// The indexes that list a document.
    func indexes(of request: DocumentRequest) -> [String] {
        [
            index(request.organization), typeIndex(request.organization, request.documentType),
            setIndex(request.organization, request.documentSetKey),
        ]
    }

    /// HASH `sv` schema version, `key` JSON.
    func apiKey(hash: String) -> String { apiKeyPrefix + hash }
    var apiKeyPrefix: String { anchor + "apikey:" }

    /// HASH key id -> hash of the secret.
    func apiKeys(_ organization: String) -> String { anchor + "apikeys:" + organization }
}
