import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A model's server on the loopback that answers its calls one after the other as a test says, badly too; the last
/// answer goes on for ever.
final class ChatServer: Sendable {
    enum Reply: Sendable {
        case answer(status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:], body: String)
        /// Says nothing.
        case silence
        /// Sends the head and half of the body, and then nothing.
        case stall
        /// Sends half of the body and closes.
        case cut
        /// Closes without a word.
        case close
    }

    fileprivate let replies: [Reply]
    fileprivate let received = Mutex<[Receiver.Message]>([])

    var messages: [Receiver.Message] { received.withLock { $0 } }

    init(_ replies: Reply...) {
        self.replies = replies
    }

    /// Listens for the time of `body`, which is told the base URL.
    func listen<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Answering(server: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let value = try await body("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
            try await channel.close()
            return value
        } catch {
            try await channel.close()
            throw error
        }
    }

    fileprivate func reply(to message: Receiver.Message) -> Reply {
        received.withLock {
            $0.append(message)
            return replies[min($0.count, replies.count) - 1]
        }
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: ChatServer
    private var message: Receiver.Message?

    init(server: ChatServer) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): message = Receiver.Message(head: head, body: ByteBuffer())
        case .body(let chunk): message?.body.writeImmutableBuffer(chunk)
        case .end:
            guard let message else { return }
            answer(server.reply(to: message), context)
        }
    }

    private func answer(_ reply: ChatServer.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .silence: break
        case .close: context.close(promise: nil)
        case .answer(let status, let headers, let body):
            start(status, headers, length: body.utf8.count, context)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .stall: half(context)
        case .cut:
            half(context)
            context.close(promise: nil)
        }
    }

    private func half(_ context: ChannelHandlerContext) {
        start(.ok, [:], length: 1_000, context)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: #"{"choices": ["#)))), promise: nil)
    }

    private func start(
        _ status: HTTPResponseStatus, _ headers: HTTPHeaders, length: Int, _ context: ChannelHandlerContext
    ) {
        var headers = headers
        headers.replaceOrAdd(name: "content-length", value: "\(length)")
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
    }
}
