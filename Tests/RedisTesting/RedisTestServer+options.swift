extension RedisTestServer {
    /// How a private server is started; the default listens on a unix socket and keeps nothing.
    public struct Options: Sendable {
        public enum Listener: Sendable, Hashable {
            case unixSocket
            /// A free port of 127.0.0.1.
            case tcp
            /// A free port of `localhost`, with certificates made for the server.
            case tls
        }

        /// Where the server listens; its own endpoint is the first of these.
        public var listeners: [Listener]
        /// The value of `appendfsync`; nil keeps no append-only file.
        public var appendFsync: String?
        /// The password of the default user.
        public var password: String?
        /// Further lines of `redis.conf`, for example `user alice on >secret ~* +@all`.
        public var configuration: [String]
        /// Starts a Sentinel in place of a server that keeps data.
        public var isSentinel: Bool

        public init(
            listeners: [Listener] = [.unixSocket], appendFsync: String? = nil, password: String? = nil,
            configuration: [String] = [], isSentinel: Bool = false
        ) {
            self.listeners = listeners
            self.appendFsync = appendFsync
            self.password = password
            self.configuration = configuration
            self.isSentinel = isSentinel
        }
    }

    /// Why a private server could not be started.
    public enum Failure: Error, CustomStringConvertible {
        /// A program these tests cannot do without is not on `PATH`.
        case missingProgram(String)
        case exited(status: Int32, output: String)
        case notReady(String)

        /// Whether another program took the port between its choice and the server's start.
        var isTakenPort: Bool {
            if case .exited(_, let output) = self { output.contains("Address already in use") } else { false }
        }

        public var description: String {
            switch self {
            case .missingProgram(let name): "\(name) is not installed; on Debian and Ubuntu: apt-get install \(name)"
            case .exited(let status, let output): "exited with status \(status): \(output)"
            case .notReady(let reason): "redis-server does not become ready: \(reason)"
            }
        }
    }
}
