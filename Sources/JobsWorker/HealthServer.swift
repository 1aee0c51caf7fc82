import Jobs
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// Answers probes about one worker: `GET /health/live` and `GET /health/ready`, 200 or 503, with the report as JSON.
///
/// It has a thread of its own, so a worker whose every other thread is busy still answers.
public struct HealthServer: Service {
    /// A probe that says nothing for so long is hung up on.
    private static let patience = TimeAmount.seconds(10)

    private let health: @Sendable () -> WorkerHealth
    private let host: String
    private let port: Int
    private let bound = Once<Int?>()

    /// - Parameters:
    ///   - health: asked anew for each probe; ``Worker/health()``.
    ///   - host: an address of this host, such as `0.0.0.0` for all of them.
    ///   - port: 0 takes a free one.
    public init(health: @escaping @Sendable () -> WorkerHealth, host: String = "127.0.0.1", port: Int) {
        self.health = health
        self.host = host
        self.port = port
    }

    /// The port on which it listens, once it does; nil when it could not.
    public func boundPort() async -> Int? { await bound.value() }

    /// Listens until cancelled or told to shut down.
    ///
    /// - Throws: an `IOError` when the address is taken.
    public func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let channel = try await bootstrap(group).bind(host: host, port: port).get()
            bound.succeed(channel.localAddress?.port)
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
            bound.succeed(nil)
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
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(IdleStateHandler(allTimeout: Self.patience))
                    try pipeline.addHandler(ProbeHandler(health: health))
                }
            }
    }
}
