/// Which server the connections of one pipeline go to.
enum Destination: Sendable {
    case server(ServerAddress)
    /// The master that Sentinels name at the time of each connection.
    case master(SentinelRoster)
}

/// The address of one server.
enum ServerAddress: Sendable, Hashable {
    case tcp(RedisHost)
    case unixSocket(path: String)
}

extension ServerAddress: CustomStringConvertible {
    var description: String {
        switch self {
        case .tcp(let host): host.description
        case .unixSocket(let path): path
        }
    }
}
