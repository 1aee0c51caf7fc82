import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A webhook's receiver on the loopback, which answers every request in the same way and remembers what it got.
final class Receiver: Sendable {
    struct Message: Sendable {
        var head: HTTPRequestHead
        var body: ByteBuffer
    }

    /// Nil never answers.
    fileprivate let status: HTTPResponseStatus?
    fileprivate let headers: HTTPHeaders
    fileprivate let received = Mutex<[Message]>([])

    var messages: [Message] { received.withLock { $0 } }

    init(status: HTTPResponseStatus?, headers: HTTPHeaders = [:]) {
        self.status = status
        self.headers = headers
    }

    /// Listens for the time of `body`, which is told the URL.
    func listen(_ body: (String) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Answering(receiver: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/hook")
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let receiver: Receiver
    private var message: Receiver.Message?

    init(receiver: Receiver) {
        self.receiver = receiver
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): message = Receiver.Message(head: head, body: ByteBuffer())
        case .body(let chunk): message?.body.writeImmutableBuffer(chunk)
        case .end:
            if let message { receiver.received.withLock { $0.append(message) } }
            answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let status = receiver.status else { return }
        var headers = receiver.headers
        headers.replaceOrAdd(name: "content-length", value: "0")
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
