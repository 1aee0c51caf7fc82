import Crypto

/// A Lua script that runs in Redis, known there by its digest.
public struct RedisScript: Sendable, Hashable {
    /// How it is called in logs and errors.
    public let name: String
    public let source: String
    /// The SHA-1 of the source in lower-case hexadecimal: the name by which `EVALSHA` calls it, no safeguard.
    public let digest: String

    public init(name: String, source: String) {
        self.name = name
        self.source = source
        digest = Insecure.SHA1.hash(data: Array(source.utf8)).reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
