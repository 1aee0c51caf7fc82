import Documents
import Jobs
import Logging
import Redis

/// Documents and API keys, kept on Redis.
///
/// A document lives in the shard that its id names, as its workflow does. Every value carries its schema version;
/// one that is newer than this program knows is left alone and is ``BrokerError/unreadable(_:)``.
public struct RedisDocumentRecords: DocumentRecords {
    let client: RedisClient
    /// Lists are merged over so many shards.
    let shards: Int
    let durability: RedisDurability
    let logger: Logger

    /// - Parameters:
    ///   - shards: the broker's number of shards, 1 ... 1024.
    ///   - durability: when a change is answered.
    public init(
        client: RedisClient, shards: Int = 1, durability: RedisDurability = .primary,
        logger: Logger = Logger(label: "galley.records")
    ) {
        self.client = client
        self.durability = durability
        self.shards = min(max(1, shards), 1024)
        self.logger = logger
    }

    /// Runs a script; each may be sent again, so a lost answer is not the caller's concern until the deadline.
    func run(_ script: RedisScript, _ keys: [String], _ arguments: [RedisArgument]) async throws -> RedisValue {
        do {
            return try await client.eval(script, keys: keys, arguments: arguments, durability: durability)
        } catch {
            throw BrokerError(error)
        }
    }

    /// Sends reads that belong together in one write.
    func read(_ commands: [RedisCommand]) async throws -> [RedisValue] {
        do {
            let replies = try await client.send(commands, resend: true)
            if let refusal = replies.lazy.compactMap(\.error).first { throw RedisError.refused(refusal) }
            return replies
        } catch let error as RedisError {
            throw BrokerError(error)
        }
    }
}
