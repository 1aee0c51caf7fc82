import NIOCore
import NIOPosix
import NIOSSL

/// Connects to one address and exchanges the first words there: transport, TLS, greeting.
///
/// All its calls are made on the event loop, and `done` runs there, exactly once.
struct Dialer: Sendable {
    let transport: Transport
    let eventLoop: any EventLoop
    let statistics: StatisticsCounter

    /// A connection whose greeting was accepted, and the replies to the greeting.
    typealias Outcome = Result<(Connection, [RedisValue]), RedisError.NotSentReason>

    /// - Parameter limit: how long all of it may take.
    func dial(
        _ address: ServerAddress, greeting: Greeting, within limit: Duration, _ done: @escaping (Outcome) -> Void
    ) {
        let end = NIODeadline.now() + TimeAmount(limit)
        switch transport.tls {
        case .failure(let reason): done(.failure(reason))
        case .success(let context):
            open(address, tls: context, within: limit).assumeIsolated().whenComplete { result in
                switch result {
                case .failure(let error): done(.failure(.connectFailed(String(describing: error))))
                case .success(let channel): greet(on: channel, with: greeting, until: end, limit, done)
                }
            }
        }
    }

    private func open(
        _ address: ServerAddress, tls: NIOSSLContext?, within limit: Duration
    ) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(limit))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(secured(address, by: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Connection(statistics: statistics))
                }
            }
        switch address {
        case .unixSocket(let path):
            return bootstrap.connect(unixDomainSocketPath: path)
        case .tcp(let server):
            let tcp = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.socketOption(.so_keepalive), value: 1)
            // A literal address is spared the resolver, which runs on a thread of its own.
            if let literal = try? SocketAddress(ipAddress: server.host, port: server.port) {
                return tcp.connect(to: literal)
            }
            return tcp.connect(host: server.host, port: server.port)
        }
    }

    private func secured(_ address: ServerAddress, by context: NIOSSLContext) throws -> NIOSSLClientHandler {
        var name = transport.options.endpoint.tls?.serverName
        // TLS names no addresses: a literal one is checked against the certificate's addresses instead.
        if name == nil, case .tcp(let server) = address,
            (try? SocketAddress(ipAddress: server.host, port: server.port)) == nil
        {
            name = server.host
        }
        return try NIOSSLClientHandler(context: context, serverHostname: name)
    }

    private func greet(
        on channel: any Channel, with greeting: Greeting, until end: NIODeadline, _ limit: Duration,
        _ done: @escaping (Outcome) -> Void
    ) {
        do {
            let connection = try channel.pipeline.syncOperations.handler(type: Connection.self)
            let payload = try CommandFormatter.format(greeting.commands)
            let timeout = eventLoop.assumeIsolated().scheduleTask(deadline: end) {
                connection.end(.connectionLost("no answer within \(limit)"))
            }
            connection.greet(payload, commands: greeting.commands.count) { answer in
                timeout.cancel()
                switch greeting.judge(answer) {
                case .success(let replies): done(.success((connection, replies)))
                case .failure(let reason):
                    connection.end(.connectionLost(reason.description))
                    done(.failure(reason))
                }
            }
        } catch {
            channel.close(promise: nil)
            done(.failure(.connectFailed(String(describing: error))))
        }
    }
}
