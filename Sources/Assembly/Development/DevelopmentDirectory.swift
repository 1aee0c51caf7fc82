import Documents
import Foundation

/// What `galley dev` keeps between two runs: Redis's data, the objects, and the local key.
struct DevelopmentDirectory: Sendable {
    let path: String
    private let socket: String

    /// The longest path of a unix socket is 107 bytes (`sun_path` in unix(7)); a margin is left for Redis's own.
    private static let maxSocketBytes = 100

    init(path: String) throws {
        let url = URL(filePath: path).standardizedFileURL
        self.path = url.path
        for name in ["redis", "store"] {
            try FileManager.default.createDirectory(
                at: url.appending(path: name), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        let near = url.appending(path: "redis/redis.sock").path
        let far = FileManager.default.temporaryDirectory.appending(path: "galley-\(UUID().uuidString).sock").path
        self.socket = near.utf8.count <= Self.maxSocketBytes ? near : far
    }

    var redisURL: String { "unix://\(socket)" }

    var storeURL: String { URL(filePath: path).appending(path: "store").absoluteString }

    /// A private server: no TCP port, one file of commands, nothing evicted.
    var redisArguments: [String] {
        [
            "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", "\(path)/redis",
            "--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction",
        ]
    }

    /// The local key's secret, made once and kept readable by its owner alone.
    func secret() throws -> String {
        let file = URL(filePath: path).appending(path: "key").path
        if let data = FileManager.default.contents(atPath: file) {
            let text = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
            if text.hasPrefix(APIKey.secretPrefix) { return String(text) }
        }
        let secret = APIKey.makeSecret()
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data((secret + "\n").utf8), attributes: [.posixPermissions: 0o600])
        else { throw StartFailure("\(file) cannot be written.") }
        return secret
    }
}
