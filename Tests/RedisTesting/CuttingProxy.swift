import NIOCore
import NIOPosix
import Redis
import Synchronization

/// A TCP proxy before a server, which loses, holds or chops what passes, when a test tells it to.
public final class CuttingProxy: Sendable {
    struct Plan {
        var losesNextReply = false
        var isSilent = false
        var pieceSize = Int.max
        var swallowedBytes = 0
        var lostReplies = 0
    }

    /// Where clients connect; otherwise the server's endpoint.
    public let endpoint: RedisEndpoint
    private let listener: any Channel
    private let plan: SharedPlan

    /// Starts a proxy on a free port of 127.0.0.1 before a server that listens without TLS.
    public static func start(before server: RedisEndpoint) async throws -> CuttingProxy {
        let plan = SharedPlan()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { client in
                connect(ClientBootstrap(group: client.eventLoop), to: server.address)
                    .flatMapThrowing { upstream in
                        try client.pipeline.syncOperations.addHandler(ProxySide(.request, to: upstream, plan))
                        try upstream.pipeline.syncOperations.addHandler(ProxySide(.reply, to: client, plan))
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return CuttingProxy(listener, plan, server)
    }

    private init(_ listener: any Channel, _ plan: SharedPlan, _ server: RedisEndpoint) {
        var endpoint = server
        endpoint.address = .tcp(host: "127.0.0.1", port: listener.localAddress?.port ?? 0)
        self.endpoint = endpoint
        self.listener = listener
        self.plan = plan
    }

    /// Closes both sides of a connection when the next reply comes from the server, which by then has carried
    /// the command out; later connections work again.
    public func loseNextReply() {
        plan.withLock { $0.losesNextReply = true }
    }

    /// From now on nothing passes and nothing is closed, as on a network that has gone away.
    public func fallSilent() {
        plan.withLock { $0.isSilent = true }
    }

    /// Lets new bytes pass again; what came in between is gone.
    public func speakAgain() {
        plan.withLock { $0.isSilent = false }
    }

    /// Passes replies on in pieces of so many bytes.
    public func chopReplies(into size: Int) {
        plan.withLock { $0.pieceSize = size }
    }

    /// How many bytes were lost in silence.
    public var swallowedBytes: Int {
        plan.withLock { $0.swallowedBytes }
    }

    /// How many replies were lost with their connections.
    public var lostReplies: Int {
        plan.withLock { $0.lostReplies }
    }

    /// Whether the reply that was to be lost has not come yet.
    public var awaitsReplyToLose: Bool {
        plan.withLock { $0.losesNextReply }
    }

    /// Refuses connections from now on; those that exist live on.
    public func stop() async throws {
        try await listener.close()
    }

    private static func connect(
        _ bootstrap: ClientBootstrap, to address: RedisEndpoint.Address
    ) -> EventLoopFuture<any Channel> {
        switch address {
        case .tcp(let host, let port): bootstrap.connect(host: host, port: port)
        case .unixSocket(let path): bootstrap.connect(unixDomainSocketPath: path)
        default: preconditionFailure("a proxy stands before one server")
        }
    }
}

/// What a proxy does with the bytes, shared by its connections and the test.
final class SharedPlan: Sendable {
    private let plan = Mutex(CuttingProxy.Plan())

    func withLock<Value: Sendable>(_ body: (inout CuttingProxy.Plan) -> Value) -> Value {
        plan.withLock { body(&$0) }
    }
}
