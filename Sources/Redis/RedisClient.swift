import Logging
import NIOCore
import NIOPosix

/// A client of one Redis server, of the master that Sentinels name, or of a Redis Cluster, shared by any number of
/// callers.
///
/// All calls but `blocking` and durable ones travel over one connection to each server, pipelined: callers do not
/// wait for each other's replies. In a Cluster each command goes to the node that owns its key. A connection is made
/// with the first call, and after a loss at once again, with backoff, for ever. Calls run in their caller's context and
/// are resumed by the client's event loop, so they get through even while every thread of Swift's shared pool is busy,
/// provided that the caller has an executor of its own.
///
/// Close it when done; the event loops must outlive it.
public final class RedisClient: Sendable {
    let options: RedisOptions
    let route: Route
    /// Keeps time while every thread of Swift's shared pool is busy.
    let clock: any EventLoop

    /// Where calls go.
    enum Route {
        case one(Node)
        case cluster(ClusterNodes)
    }

    /// Makes a client; nothing is connected yet. Given an `EventLoop` as the group, it stays on that loop.
    public init(
        options: RedisOptions,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger
    ) {
        self.options = options
        clock = eventLoopGroup.next()
        let transport = Transport(options: options, group: eventLoopGroup, logger: logger)
        route =
            switch options.endpoint.address {
            case .tcp(let host, let port):
                .one(Node(transport, to: .server(.tcp(RedisHost(host: host, port: port))), isEager: true))
            case .unixSocket(let path): .one(Node(transport, to: .server(.unixSocket(path: path)), isEager: true))
            case .sentinels(let sentinels):
                .one(Node(transport, to: .master(SentinelRoster(sentinels)), isEager: true))
            case .cluster(let seeds): .cluster(ClusterNodes(transport, seeds: seeds))
            }
    }

    /// Makes a client of what a URL names, with all other options at their defaults.
    ///
    /// - Throws: ``RedisEndpoint/URLError`` for a URL that cannot be read; see ``RedisEndpoint/init(url:)``.
    public convenience init(url: String, logger: Logger) throws(RedisEndpoint.URLError) {
        self.init(options: RedisOptions(endpoint: try RedisEndpoint(url: url)), logger: logger)
    }

    deinit {
        switch route {
        case .one(let node): node.beginClosing()
        case .cluster(let nodes): nodes.beginClosing()
        }
    }

    /// Whether keys are spread over servers, so that one command can only have keys of one slot.
    public var isCluster: Bool {
        if case .cluster = route { true } else { false }
    }

    /// What the pipelined connections have done so far.
    public var statistics: RedisStatistics {
        switch route {
        case .one(let node): node.pipeline.statistics
        case .cluster(let nodes): nodes.statistics.reduce(into: RedisStatistics()) { $0.add($1) }
        }
    }

    /// Sends one command and returns its reply.
    ///
    /// - Parameters:
    ///   - deadline: how long the call may take, waiting for a connection included; nil is the options' value.
    ///   - resend: whether the command may be carried out twice. Then it is sent again, on the next connection,
    ///     whenever it was not sent or its answer is unknown, and when the server's role or state was the reason
    ///     of a refusal, until the deadline passes. One try takes at most the options' command deadline.
    ///   - waitsWhenBusy: whether a Cluster that says `TRYAGAIN` or `CLUSTERDOWN`, as during the migration of a slot,
    ///     is asked again until the deadline passes.
    /// - Throws: `.refused` when the reply is an error.
    public nonisolated(nonsending) func send(
        _ command: RedisCommand, deadline: Duration? = nil, resend: Bool = false, waitsWhenBusy: Bool = true
    ) async throws(RedisError) -> RedisValue {
        let replies = try await send([command], deadline: deadline, resend: resend, waitsWhenBusy: waitsWhenBusy)
        guard let reply = replies.first else { throw .answerUnknown(.protocolViolation("no reply")) }
        if case .error(let refusal) = reply { throw .refused(refusal) }
        return reply
    }

    /// Sends commands in one write, with no other caller's between them, and returns their replies in order.
    ///
    /// Refusals are not thrown but stand among the replies as `.error`. This is no transaction: other
    /// connections' commands may run between them. In a Cluster there is one write to each node; a command without a
    /// key goes with the one before it, or else the one behind it, and is sent again with that.
    public nonisolated(nonsending) func send(
        _ commands: [RedisCommand], deadline: Duration? = nil, resend: Bool = false, waitsWhenBusy: Bool = true
    ) async throws(RedisError) -> [RedisValue] {
        if commands.isEmpty { return [] }
        let end = NIODeadline.now() + TimeAmount(deadline ?? options.commandDeadline)
        switch route {
        case .one(let node):
            return try await send(commands, over: node.pipeline, until: end, resend: resend)
        case .cluster(let nodes):
            var call = ClusterCall(commands, to: nodes, until: end, resend: resend, waitsWhenBusy: waitsWhenBusy)
            return try await call.run()
        }
    }

    private nonisolated(nonsending) func send(
        _ commands: [RedisCommand], over pipeline: Pipeline, until end: NIODeadline, resend: Bool
    ) async throws(RedisError) -> [RedisValue] {
        let payload = try CommandFormatter.format(commands)
        while true {
            let patience = resend ? min(end, .now() + TimeAmount(options.commandDeadline)) : end
            let answer = await pipeline.send(
                Request(payload: payload, commands: commands.count, deadline: patience))
            let maySendAgain = resend && NIODeadline.now() < end && !Task.isCancelled
            guard maySendAgain, answer.isWorthAnotherTry else { return try answer.get() }
        }
    }

    /// Closes the connections and returns when they are closed; outstanding calls fail, and so do later ones.
    public nonisolated(nonsending) func close() async {
        switch route {
        case .one(let node): await node.close()
        case .cluster(let nodes): await nodes.close()
        }
    }
}
