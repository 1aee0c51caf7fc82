import NIOCore
import NIOPosix

/// One connection of a client: waits for the first line of its request, then passes bytes on as its fault allows.
final class ProxiedRequest: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let port: Int
    private let state: FaultyProxy.SharedState
    private var waiting = ByteBuffer()
    private var isDecided = false
    private var fault: Fault?
    private var sent = 0
    private var upstream: (any Channel)?

    init(port: Int, state: FaultyProxy.SharedState) {
        self.port = port
        self.state = state
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if !isDecided {
            waiting.writeBuffer(&bytes)
            guard let end = waiting.readableBytesView.firstIndex(of: UInt8(ascii: "\r")) else { return }
            isDecided = true
            let line = String(decoding: waiting.readableBytesView.prefix(upTo: end), as: UTF8.self)
            fault = state.fault(for: line)
            begin(context)
        } else if let upstream {
            pass(bytes, to: upstream, context)
        } else {
            waiting.writeBuffer(&bytes)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        upstream?.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ context: ChannelHandlerContext) {
        switch fault {
        case .silence: break
        case .answer(let status, let headers, let body):
            let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            let reply =
                "HTTP/1.1 \(status) Fault\r\ncontent-length: \(body.utf8.count)\r\n\(fields)connection: close\r\n\r\n\(body)"
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply)), promise: nil)
        default: connect(context)
        }
    }

    private func connect(_ context: ChannelHandlerContext) {
        let client = context.channel
        let (fault, state) = (fault, state)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { upstream in
                upstream.eventLoop.makeCompletedFuture {
                    try upstream.pipeline.syncOperations.addHandler(ReplySide(to: client, fault: fault, state: state))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .whenComplete { result in
                let (handler, context) = bound.value
                guard case .success(let upstream) = result else { return client.close(promise: nil) }
                handler.upstream = upstream
                handler.pass(handler.waiting, to: upstream, context)
                handler.waiting = ByteBuffer()
            }
    }

    private func pass(_ bytes: ByteBuffer, to upstream: any Channel, _ context: ChannelHandlerContext) {
        sent += bytes.readableBytes
        if case .cutRequest(let limit) = fault, sent > limit { return cut(upstream, context) }
        if state.isCut { return cut(upstream, context) }
        upstream.writeAndFlush(bytes, promise: nil)
    }

    private func cut(_ upstream: any Channel, _ context: ChannelHandlerContext) {
        upstream.close(promise: nil)
        context.close(promise: nil)
    }
}

/// The server's side of a connection.
private final class ReplySide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private let fault: Fault?
    private let state: FaultyProxy.SharedState
    private var passed = 0

    init(to client: any Channel, fault: Fault?, state: FaultyProxy.SharedState) {
        self.client = client
        self.fault = fault
        self.state = state
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard !state.isCut else { return cut(context) }
        switch fault {
        case .lostReply: cut(context)
        case .cutReply(let limit):
            let part = bytes.getSlice(at: bytes.readerIndex, length: min(limit - passed, bytes.readableBytes))
            passed += part?.readableBytes ?? 0
            if let part { client.writeAndFlush(part, promise: nil) }
            if passed == limit { cut(context) }
        case .delay(let time):
            let client = client
            context.eventLoop.scheduleTask(in: time) { client.writeAndFlush(bytes, promise: nil) }
        default: client.writeAndFlush(bytes, promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // What is delayed goes first.
        let (client, time) = (client, fault?.delay ?? .zero)
        context.eventLoop.scheduleTask(in: time) { client.close(promise: nil) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func cut(_ context: ChannelHandlerContext) {
        client.close(promise: nil)
        context.close(promise: nil)
    }
}

extension Fault {
    fileprivate var delay: TimeAmount? {
        if case .delay(let time) = self { time } else { nil }
    }
}
