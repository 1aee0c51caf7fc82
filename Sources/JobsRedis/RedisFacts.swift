import Redis

/// What a Redis server says of itself, as far as the queue depends on it.
///
/// A broker takes any server it is given: a program should read these before it begins, and heed the objection.
public struct RedisFacts: Sendable, Equatable {
    public var version: String
    public var maxMemoryPolicy: String
    public var hasAppendOnlyFile: Bool

    /// Streams, functions and script flags as the scripts use them.
    private static let oldestVersion = [7, 0]

    public init(version: String, maxMemoryPolicy: String, hasAppendOnlyFile: Bool) {
        self.version = version
        self.maxMemoryPolicy = maxMemoryPolicy
        self.hasAppendOnlyFile = hasAppendOnlyFile
    }

    /// Reads the answer of `INFO`: managed servers allow it where they refuse `CONFIG`.
    public init(info: String) {
        var fields: [Substring: Substring] = [:]
        for line in info.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        self.init(
            version: String(fields["redis_version"] ?? "0"),
            maxMemoryPolicy: String(fields["maxmemory_policy"] ?? "unknown"),
            hasAppendOnlyFile: fields["aof_enabled"] == "1")
    }

    /// Asks every server that keeps data; of several the one that is objected to, or warned of, speaks for all.
    public static func read(_ client: RedisClient) async throws(RedisError) -> RedisFacts {
        let servers = try await client.sendToEach([["INFO", "server"], ["INFO", "memory"], ["INFO", "persistence"]])
        for reply in servers.joined() {
            if let refusal = reply.error { throw .refused(refusal) }
        }
        let facts = servers.map { RedisFacts(info: $0.compactMap(\.string).joined(separator: "\n")) }
        return facts.first { $0.objection != nil } ?? facts.first { $0.warning != nil } ?? facts.first
            ?? RedisFacts(info: "")
    }

    /// Why this server may not be used; nil when it may.
    public var objection: String? {
        let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
        if numbers.lexicographicallyPrecedes(Self.oldestVersion) {
            return "Redis \(version) is too old: Galley needs 7.0 or later."
        }
        if maxMemoryPolicy != "noeviction" {
            return "Redis may evict jobs (maxmemory-policy \(maxMemoryPolicy)): set it to noeviction."
        }
        return nil
    }

    /// What an operator should know although the server may be used.
    public var warning: String? {
        hasAppendOnlyFile ? nil : "Redis keeps no append-only file: what it accepted is lost when it stops."
    }
}
