import Jobs
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// Answers probes about one worker: `GET /health/live` and `GET /health/ready`, 200 or 503, with the report as JSON.
///
/// It has a thread of its own, so a worker whose every other thread is busy still answers.
public struct HealthServer: Service {
    private let health: @Sendable () -> WorkerHealth
    private let host: String
    private let port: Int

    /// - Parameters:
    ///   - health: asked anew for each probe; ``Worker/health()``.
    ///   - port: 0 takes a free one.
    public init(health: @escaping @Sendable () -> WorkerHealth, host: String = "127.0.0.1", port: Int) {
        self.health = health
        self.host = host
        self.port = port
    }

    public func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let channel = try await bootstrap(group).bind(host: host, port: port).get()
            await withTaskCancellationHandler {
                await withGracefulShutdownHandler {
                    // The close is what is waited for; how it ended does not matter any more.
                    _ = try? await channel.closeFuture.get()
                } onGracefulShutdown: {
                    channel.close(promise: nil)
                }
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func bootstrap(_ group: any EventLoopGroup) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [health] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(ProbeHandler(health: health))
                }
            }
    }
}

/// One probe a connection.
private final class ProbeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let health: @Sendable () -> WorkerHealth
    private var path = ""

    init(health: @escaping @Sendable () -> WorkerHealth) {
        self.health = health
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): path = String(head.uri.prefix { $0 != "?" })
        case .body: break
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        let report = health()
        let status: HTTPResponseStatus
        switch path {
        case "/health/live": status = report.isLive ? .ok : .serviceUnavailable
        case "/health/ready": status = report.isReady ? .ok : .serviceUnavailable
        default: status = .notFound
        }
        // A struct of texts, numbers and flags always encodes.
        let body = ByteBuffer(bytes: (try? JSONCoding.encode(report)) ?? [])
        let headers: HTTPHeaders = [
            "Content-Type": "application/json", "Content-Length": "\(body.readableBytes)", "Connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }
}
