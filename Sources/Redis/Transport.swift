import Logging
import NIOCore
import NIOSSL

/// What all connections of one client share.
struct Transport: Sendable {
    let options: RedisOptions
    let group: any EventLoopGroup
    let logger: Logger
    /// Made once per client, because reading the system's authorities takes tens of milliseconds.
    let tls: Result<NIOSSLContext?, RedisError.NotSentReason>

    init(options: RedisOptions, group: any EventLoopGroup, logger: Logger) {
        self.options = options
        self.group = group
        self.logger = logger
        do {
            tls = .success(try options.endpoint.tls?.makeContext())
        } catch {
            tls = .failure(.connectFailed("TLS: \(error)"))
        }
    }
}
