import NIOCore
import NIOPosix
import Redis

extension RedisTestServer {
    /// The addresses of one server and the lines of `redis.conf` that give them to it.
    struct Layout {
        let directory: String
        let certificates: TestCertificates?
        private(set) var endpoints: [RedisEndpoint] = []
        private var lines: [String] = []

        init(directory: String, certificates: TestCertificates?) {
            self.directory = directory
            self.certificates = certificates
        }

        mutating func add(_ listener: Options.Listener, password: String?) async throws {
            switch listener {
            case .unixSocket:
                let path = "\(directory)/redis.sock"
                lines.append("unixsocket \(path)")
                endpoints.append(RedisEndpoint(address: .unixSocket(path: path), password: password))
            case .tcp:
                let port = try await Self.freePort()
                lines.append("port \(port)")
                endpoints.append(RedisEndpoint(address: .tcp(host: "127.0.0.1", port: port), password: password))
            case .tls:
                try await addTLS(password: password)
            }
        }

        private mutating func addTLS(password: String?) async throws {
            guard let certificates else { return }
            let port = try await Self.freePort()
            lines += [
                "tls-port \(port)", "tls-auth-clients no", "tls-ca-cert-file \(certificates.authorityFile)",
                "tls-cert-file \(certificates.certificateFile)", "tls-key-file \(certificates.keyFile)",
            ]
            endpoints.append(
                RedisEndpoint(
                    address: .tcp(host: "localhost", port: port), password: password,
                    tls: RedisTLS(authorityFile: certificates.authorityFile)))
        }

        func configuration(for options: Options) -> [String] {
            var all = ["bind 127.0.0.1", "dir \(directory)", "save \"\"", "daemonize no"]
            if !options.listeners.contains(.tcp) { all.append("port 0") }
            all.append("appendonly \(options.appendFsync == nil ? "no" : "yes")")
            if let appendFsync = options.appendFsync { all.append("appendfsync \(appendFsync)") }
            if let password = options.password { all.append("requirepass \(password)") }
            return all + lines + options.configuration + [""]
        }

        /// A port that was free a moment ago; the server itself cannot be asked for one.
        static func freePort() async throws -> Int {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: 0).get()
            defer { channel.close(promise: nil) }
            guard let port = channel.localAddress?.port else { throw Failure.notReady("no free port") }
            return port
        }
    }
}
