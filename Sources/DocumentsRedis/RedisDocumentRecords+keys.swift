import Documents
import Jobs
import Redis

extension RedisDocumentRecords {
    /// Of an API key's shape.
    private static let keySchema = 1

    public func create(_ key: APIKey) async throws {
        let keys = RecordKeys.apiKeys
        _ = try await run(
            RecordScripts.createKey, [keys.apiKey(hash: key.hash), keys.apiKeys(key.organization)],
            [.init(Self.keySchema), .bytes(try JSONCoding.encode(key)), .string(key.id), .string(key.hash)])
    }

    public func key(hash: String) async throws -> APIKey? {
        try Self.key(try await read([Self.fetch(hash: hash)]).first)
    }

    public func keys(organization: String) async throws -> [APIKey] {
        let index = try await read([["HVALS", .string(RecordKeys.apiKeys.apiKeys(organization))]])
        let hashes = (index.first?.array ?? []).compactMap(\.string)
        let keys = try await read(hashes.map(Self.fetch(hash:))).compactMap(Self.key)
        return keys.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    public func deleteKey(id: String, organization: String) async throws -> Bool {
        let keys = RecordKeys.apiKeys
        let answer = try await run(
            RecordScripts.deleteKey, [keys.apiKeys(organization), keys.apiKeyPrefix], [.string(id)])
        return answer.int == 1
    }

    private static func fetch(hash: String) -> RedisCommand {
        ["HMGET", .string(RecordKeys.apiKeys.apiKey(hash: hash)), "sv", "key"]
    }

    private static func key(_ reply: RedisValue?) throws -> APIKey? {
        guard let fields = reply?.array, fields.count == 2, let schema = fields[0].int, let json = fields[1].bytes
        else { return nil }
        guard schema <= keySchema else {
            throw BrokerError.unreadable("an API key was written by a newer version of this program; update this one")
        }
        do {
            return try JSONCoding.decode(APIKey.self, from: json)
        } catch {
            throw BrokerError.unreadable("an API key cannot be decoded: \(error)")
        }
    }
}
