extension RedisEndpoint {
    /// Why a text is no Redis URL. The text itself is never repeated, since it may hold a password.
    public enum URLError: Error, Sendable, Hashable, CustomStringConvertible {
        case malformed
        case unknownScheme(String)
        case missingHost
        case missingPath
        case missingMaster
        case badDatabase(String)

        public var description: String {
            switch self {
            case .malformed: "not a URL; reserved characters in a password must be percent-encoded"
            case .unknownScheme(let scheme):
                "unknown scheme \(scheme); expected redis, redis+sentinel, redis+cluster, with rediss for TLS, or unix"
            case .missingHost: "the URL names no host"
            case .missingPath: "the URL names no socket"
            case .missingMaster: "the URL names no master, as in redis+sentinel://host:26379/mymaster"
            case .badDatabase(let text): "\(text) is not a database number"
            }
        }
    }

    /// Reads where Redis is:
    ///
    /// - `redis://[user[:password]@]host[:port][/database]`, one server; the same with `rediss` for TLS.
    /// - `unix:///path/to.sock[?db=number]` (also `redis+unix`), one server on this host.
    /// - `redis+cluster://[user[:password]@]host[:port],host[:port]…`, a Redis Cluster that some of its nodes tell of;
    ///   the same with `rediss+cluster` for TLS.
    /// - `redis+sentinel://[user[:password]@]host[:port],host[:port]…/master[/database]`, the server that these
    ///   Sentinels call master; the same with `rediss+sentinel` for TLS to Sentinels and master. User and password
    ///   are the master's; Sentinels that ask for a password of their own get that of the query:
    ///   `?sentinel_user=…&sentinel_password=…`.
    ///
    /// User and password are percent-decoded; `redis://:password@host` names the default user. The port is
    /// 6379, a Sentinel's 26379, and the database 0 unless said otherwise.
    public init(url: String) throws(URLError) {
        let parts = try URLParts(url)
        let tls = parts.scheme.hasPrefix("rediss") ? RedisTLS() : nil
        switch parts.scheme {
        case "redis", "rediss":
            guard let host = try parts.hosts(defaultPort: 6379, atMost: 1).first else { throw .missingHost }
            self.init(address: .tcp(host: host.host, port: host.port), tls: tls)
            database = try Self.database(parts.path.joined(separator: "/"), parts.query["db"])
        case "redis+sentinel", "rediss+sentinel":
            let hosts = try parts.hosts(defaultPort: 26379)
            guard let master = parts.path.first else { throw .missingMaster }
            let sentinels = RedisSentinels(
                master: master, hosts: hosts, user: parts.query["sentinel_user"],
                password: parts.query["sentinel_password"])
            self.init(address: .sentinels(sentinels), tls: tls)
            database = try Self.database(parts.path.dropFirst().joined(separator: "/"), parts.query["db"])
        case "redis+cluster", "rediss+cluster":
            self.init(address: .cluster(try parts.hosts(defaultPort: 6379)), tls: tls)
            let number = try Self.database(parts.path.joined(separator: "/"), parts.query["db"])
            guard number == 0 else { throw .badDatabase("\(number), in a Cluster,") }
        case "unix", "redis+unix":
            guard !parts.path.isEmpty, parts.authority.isEmpty else { throw .missingPath }
            self.init(address: .unixSocket(path: "/" + parts.path.joined(separator: "/")))
            database = try Self.database("", parts.query["db"])
        default:
            throw .unknownScheme(parts.scheme)
        }
        user = parts.user
        password = parts.password
    }

    private static func database(_ path: String, _ query: String?) throws(URLError) -> Int {
        let text = path.isEmpty ? query ?? "" : path
        if text.isEmpty { return 0 }
        guard let number = Int(text), number >= 0 else { throw .badDatabase(text) }
        return number
    }
}

/// A URL taken apart. Foundation's own parser knows one host to a URL; Sentinels and Clusters are named by several.
private struct URLParts {
    let scheme: String
    var user: String?
    var password: String?
    /// Hosts and ports as they were written.
    let authority: Substring
    /// Without empty parts.
    let path: [String]
    let query: [String: String]

    init(_ url: String) throws(RedisEndpoint.URLError) {
        guard let mark = url.firstRange(of: "://"), mark.lowerBound != url.startIndex,
            !url.contains(where: \.isWhitespace)
        else { throw .malformed }
        scheme = url[..<mark.lowerBound].lowercased()
        let rest = url[mark.upperBound...].prefix { $0 != "#" }
        let question = rest.firstIndex(of: "?") ?? rest.endIndex
        let slash = rest[..<question].firstIndex(of: "/") ?? question

        let before = rest[..<slash]
        let at = before.lastIndex(of: "@")
        authority = at.map { before[before.index(after: $0)...] } ?? before
        if let at {
            let credentials = before[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = try Self.decoded(credentials.first ?? "")
            if user == "" { user = nil }
            if credentials.count > 1 { password = try Self.decoded(credentials[1]) }
        }

        var path: [String] = []
        for part in rest[slash..<question].split(separator: "/") { path.append(try Self.decoded(part)) }
        self.path = path
        var query: [String: String] = [:]
        for item in rest[question...].dropFirst().split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[String(pair[0])] = try Self.decoded(pair.count > 1 ? pair[1] : "")
        }
        self.query = query
    }

    /// The hosts of the authority, of which there must be one at least.
    func hosts(defaultPort: Int, atMost limit: Int = .max) throws(RedisEndpoint.URLError) -> [RedisHost] {
        guard !authority.isEmpty else { throw .missingHost }
        var hosts: [RedisHost] = []
        for text in authority.split(separator: ",", omittingEmptySubsequences: false) {
            guard let host = RedisHost(text, defaultPort: defaultPort) else { throw .malformed }
            hosts.append(host)
        }
        guard hosts.count <= limit else { throw .malformed }
        return hosts
    }

    private static func decoded(_ text: Substring) throws(RedisEndpoint.URLError) -> String {
        // Foundation's own decoding would load the whole of it into every worker.
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            guard digits.count == 2 else { throw .malformed }
            bytes.append(UInt8(digits[0] << 4 | digits[1]))
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return decoded
    }
}
