import NIOCore
import NIOPosix
import Redis

/// Runs a test with a server that answers whatever it hears with the same bytes: what no real Redis sends.
func withCannedServer(
    answering text: String, _ body: (RedisEndpoint) async throws -> Void
) async throws {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(CannedAnswer(text))
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    do {
        try await body(RedisEndpoint(address: .tcp(host: "127.0.0.1", port: listener.localAddress?.port ?? 0)))
        try await listener.close()
    } catch {
        try await listener.close()
        throw error
    }
}

private final class CannedAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
