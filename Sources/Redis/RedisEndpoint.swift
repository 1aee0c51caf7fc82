/// Where a Redis server is, or who knows where it is, and as whom to speak with it.
///
/// Its description leaves the password out, so it may be logged.
public struct RedisEndpoint: Sendable, Hashable {
    public enum Address: Sendable, Hashable {
        case tcp(host: String, port: Int)
        case unixSocket(path: String)
        /// The server that Sentinels call master, found anew with each connection.
        case sentinels(RedisSentinels)
        /// A Redis Cluster, of which these nodes are asked for all others. It has the database 0 alone.
        case cluster([RedisHost])
    }

    public var address: Address
    /// The ACL user; nil authenticates as the default user.
    public var user: String?
    /// Nil sends no `AUTH`.
    public var password: String?
    /// The database selected on each connection.
    public var database: Int
    /// Nil speaks in the clear.
    public var tls: RedisTLS?

    public init(
        address: Address, user: String? = nil, password: String? = nil, database: Int = 0, tls: RedisTLS? = nil
    ) {
        self.address = address
        self.user = user
        self.password = password
        self.database = database
        self.tls = tls
    }
}

extension RedisEndpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        let name = user ?? ""
        let credentials = password == nil ? (name.isEmpty ? "" : "\(name)@") : "\(name):***@"
        let scheme = tls == nil ? "redis" : "rediss"
        switch address {
        case .tcp(let host, let port):
            return "\(scheme)://\(credentials)\(RedisHost(host: host, port: port))/\(database)"
        case .sentinels(let sentinels):
            return "\(scheme)+sentinel://\(credentials)\(sentinels)/\(database)"
        case .cluster(let nodes):
            return "\(scheme)+cluster://\(credentials)\(nodes.map(\.description).joined(separator: ","))"
        case .unixSocket(let path):
            return "unix://\(credentials)\(path)?db=\(database)"
        }
    }

    public var debugDescription: String { description }

    /// Without this, `dump` and a failed test would print the password.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description])
    }
}
