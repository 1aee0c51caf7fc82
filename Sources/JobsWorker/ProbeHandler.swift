import Jobs
import NIOCore
import NIOHTTP1

/// One connection of a probe.
final class ProbeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let health: @Sendable () -> WorkerHealth
    private var request: HTTPRequestHead?

    init(health: @escaping @Sendable () -> WorkerHealth) { self.health = health }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): request = head
        case .body: break
        case .end:
            guard let request else { return }
            self.request = nil
            answer(request, context: context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    }

    private func answer(_ request: HTTPRequestHead, context: ChannelHandlerContext) {
        let (status, body) = response(to: request)
        var headers = HTTPHeaders([
            ("content-type", "application/json"), ("content-length", "\(body.count)"), ("cache-control", "no-store"),
        ])
        if status == .methodNotAllowed { headers.add(name: "allow", value: "GET, HEAD") }
        if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(version: request.version, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard !request.isKeepAlive else { return }
        written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }

    private func response(to request: HTTPRequestHead) -> (HTTPResponseStatus, [UInt8]) {
        guard request.method == .GET || request.method == .HEAD else { return (.methodNotAllowed, Array("{}".utf8)) }
        let health = health()
        let path = request.uri.prefix { $0 != "?" }
        let isWell: Bool
        switch path {
        case "/health/live": isWell = health.isLive
        case "/health/ready": isWell = health.isReady
        default: return (.notFound, Array("{}".utf8))
        }
        do {
            return (isWell ? .ok : .serviceUnavailable, try JSONCoding.encode(health))
        } catch {
            return (.internalServerError, Array("{}".utf8))
        }
    }
}
