/// The Sentinels that watch over a Redis master, and the name they know it by.
///
/// The description leaves the password out.
public struct RedisSentinels: Sendable, Hashable {
    /// For example `mymaster`.
    public var master: String
    /// Asked in this order, the one that answered last first.
    public var hosts: [RedisHost]
    /// The ACL user of the Sentinels themselves, which have users of their own.
    public var user: String?
    /// The password of the Sentinels themselves; nil sends no `AUTH` to them.
    public var password: String?

    public init(master: String, hosts: [RedisHost], user: String? = nil, password: String? = nil) {
        self.master = master
        self.hosts = hosts
        self.user = user
        self.password = password
    }
}

extension RedisSentinels: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        hosts.map(\.description).joined(separator: ",") + "/\(master)"
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["description": description])
    }
}
