import NIOCore

/// One direction of a proxied connection.
final class ProxySide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Direction {
        case request, reply
    }

    private enum Verdict {
        case pass(pieceSize: Int)
        case swallow
        case cut
    }

    private let direction: Direction
    private let other: any Channel
    private let plan: SharedPlan

    init(_ direction: Direction, to other: any Channel, _ plan: SharedPlan) {
        self.direction = direction
        self.other = other
        self.plan = plan
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        switch verdict(on: buffer.readableBytes) {
        case .swallow:
            break
        case .cut:
            context.close(promise: nil)
            other.close(promise: nil)
        case .pass(let size):
            while let piece = buffer.readSlice(length: min(size, buffer.readableBytes)), piece.readableBytes > 0 {
                other.writeAndFlush(piece, promise: nil)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func verdict(on count: Int) -> Verdict {
        plan.withLock { plan in
            if plan.isSilent {
                plan.swallowedBytes += count
                return .swallow
            }
            guard direction == .reply else { return .pass(pieceSize: .max) }
            if plan.losesNextReply {
                plan.losesNextReply = false
                plan.lostReplies += 1
                return .cut
            }
            return .pass(pieceSize: plan.pieceSize)
        }
    }
}
