import Jobs

/// Builds every key of the records that outlast the queue.
///
/// A document lies in its organization's shard, under that shard's hash tag. API keys are found by their hash before
/// the organization is known, so they have a tag of their own.
struct DocumentKeys: Sendable {
    let shards: Int

    func document(_ id: WorkflowID) -> String { "galley:{\(id.shard)}:doc:\(id)" }

    func index(_ organization: String) -> String {
        "galley:{\(ShardedID.shard(of: organization, count: shards))}:docs:\(organization)"
    }

    func apiKey(_ hash: String) -> String { "galley:{keys}:key:\(hash)" }
    func apiKeys(_ organization: String) -> String { "galley:{keys}:org:\(organization)" }
}
