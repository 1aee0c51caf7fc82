import NIOCore
import NIOPosix
import NIOSSL

/// Makes connections that are ready for commands: transport, TLS, and the first words.
struct Connector: Sendable {
    let options: RedisOptions
    let eventLoop: any EventLoop
    let statistics: StatisticsCounter
    /// Made once per client, because reading the system's authorities takes tens of milliseconds.
    let tls: Result<NIOSSLContext?, RedisError.NotSentReason>

    init(options: RedisOptions, eventLoop: any EventLoop, statistics: StatisticsCounter) {
        self.options = options
        self.eventLoop = eventLoop
        self.statistics = statistics
        do {
            tls = .success(try options.endpoint.tls?.makeContext())
        } catch {
            tls = .failure(.connectFailed("TLS: \(error)"))
        }
    }

    /// Connects and greets; must be called on the event loop, which also runs `done`, exactly once.
    func connect(_ done: @escaping (Result<Connection, RedisError.NotSentReason>) -> Void) {
        let startedAt = NIODeadline.now()
        switch tls {
        case .failure(let reason): done(.failure(reason))
        case .success(let context):
            open(tls: context).assumeIsolated().whenComplete { result in
                switch result {
                case .failure(let error): done(.failure(.connectFailed(String(describing: error))))
                case .success(let channel): greet(on: channel, startedAt: startedAt, done)
                }
            }
        }
    }

    private func open(tls: NIOSSLContext?) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(options.connectTimeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(secured(by: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Connection(statistics: statistics))
                }
            }
        switch options.endpoint.address {
        case .unixSocket(let path):
            return bootstrap.connect(unixDomainSocketPath: path)
        case .tcp(let host, let port):
            let tcp = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.socketOption(.so_keepalive), value: 1)
            // A literal address is spared the resolver, which runs on a thread of its own.
            if let address = try? SocketAddress(ipAddress: host, port: port) {
                return tcp.connect(to: address)
            }
            return tcp.connect(host: host, port: port)
        }
    }

    private func secured(by context: NIOSSLContext) throws -> NIOSSLClientHandler {
        var name = options.endpoint.tls?.serverName
        // TLS names no addresses: a literal one is checked against the certificate's addresses instead.
        if name == nil, case .tcp(let host, let port) = options.endpoint.address,
            (try? SocketAddress(ipAddress: host, port: port)) == nil
        {
            name = host
        }
        return try NIOSSLClientHandler(context: context, serverHostname: name)
    }

    private func greet(
        on channel: any Channel, startedAt: NIODeadline,
        _ done: @escaping (Result<Connection, RedisError.NotSentReason>) -> Void
    ) {
        let greeting = Greeting(options)
        do {
            let connection = try channel.pipeline.syncOperations.handler(type: Connection.self)
            let payload = try CommandFormatter.format(greeting.commands)
            let timeout = eventLoop.assumeIsolated()
                .scheduleTask(deadline: startedAt + TimeAmount(options.connectTimeout)) {
                    connection.end(.connectionLost("no answer within \(options.connectTimeout)"))
                }
            connection.greet(payload, commands: greeting.commands.count) { answer in
                timeout.cancel()
                done(greeting.judge(answer, on: connection))
            }
        } catch {
            channel.close(promise: nil)
            done(.failure(.connectFailed(String(describing: error))))
        }
    }
}
