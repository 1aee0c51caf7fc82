import Foundation

extension RedisEndpoint {
    /// Why a text is no Redis URL. The text itself is never repeated, since it may hold a password.
    public enum URLError: Error, Sendable, Hashable, CustomStringConvertible {
        case malformed
        case unknownScheme(String)
        case missingHost
        case missingPath
        case badDatabase(String)

        public var description: String {
            switch self {
            case .malformed: "not a URL; reserved characters in a password must be percent-encoded"
            case .unknownScheme(let scheme):
                "unknown scheme \(scheme); expected redis, rediss, unix or redis+unix"
            case .missingHost: "the URL names no host"
            case .missingPath: "the URL names no socket"
            case .badDatabase(let text): "\(text) is not a database number"
            }
        }
    }

    /// Reads `redis://[user[:password]@]host[:port][/database]`, the same with `rediss` for TLS, or
    /// `unix:///path/to.sock[?db=number]` (also `redis+unix`).
    ///
    /// User and password are percent-decoded; `redis://:password@host` names the default user. The port is
    /// 6379 and the database 0 unless said otherwise.
    public init(url: String) throws(URLError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased() else {
            throw .malformed
        }
        switch scheme {
        case "redis", "rediss":
            self = try Self.tcp(parts, tls: scheme == "rediss" ? RedisTLS() : nil)
        case "unix", "redis+unix":
            guard parts.path.hasPrefix("/"), parts.path.count > 1, parts.host?.isEmpty ?? true else {
                throw .missingPath
            }
            self.init(address: .unixSocket(path: parts.path), database: try Self.database(parts.database ?? ""))
        default:
            throw .unknownScheme(scheme)
        }
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        password = parts.password
    }

    private static func tcp(_ parts: URLComponents, tls: RedisTLS?) throws(URLError) -> RedisEndpoint {
        guard let written = parts.host, !written.isEmpty else { throw .missingHost }
        let host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : written
        let path = String(parts.path.drop { $0 == "/" })
        return RedisEndpoint(
            address: .tcp(host: host, port: parts.port ?? 6379),
            database: try database(path.isEmpty ? parts.database ?? "" : path), tls: tls)
    }

    private static func database(_ text: String) throws(URLError) -> Int {
        if text.isEmpty { return 0 }
        guard let number = Int(text), number >= 0 else { throw .badDatabase(text) }
        return number
    }
}

extension URLComponents {
    fileprivate var database: String? {
        queryItems?.first { $0.name == "db" }?.value
    }
}
