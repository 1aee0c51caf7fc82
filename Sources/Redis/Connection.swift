import NIOCore

/// One live connection: writes requests, matches replies to them in order, and ends once.
///
/// Bound to its event loop. Whoever owns it hears of its end through `owner`.
final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Larger payloads are written as they are; smaller ones are copied together into one write.
    private static let largestMerged = 16 * 1024

    weak var owner: Link?
    private let statistics: StatisticsCounter
    private let reader = ReplyReader()
    private var exchanges = CircularBuffer<Exchange>()
    private var lastReadAt = NIODeadline.now()
    private var context: ChannelHandlerContext?
    /// Set by the first cause of the end; nil while the connection lives.
    private var ending: RedisError.AnswerUnknownReason?
    private var retirement: RedisServerError?

    init(statistics: StatisticsCounter) {
        self.statistics = statistics
    }

    // MARK: Writing

    /// Writes all requests that still have a caller, with one flush.
    func write(_ requests: [Request]) {
        let now = NIODeadline.now()
        var merged = ByteBuffer()
        var commands = 0
        for request in requests where request.beginWriting() {
            let deadline = request.answerWithin.map { now + $0 } ?? request.deadline
            exchanges.append(
                Exchange(expected: request.commands, writtenAt: now, deadline: deadline) { request.end($0) })
            commands += request.commands
            enqueue(request.payload, behind: &merged)
        }
        guard commands > 0 else { return }
        flush(merged, commands: commands)
    }

    /// Writes the connection's first words; its replies come to the event loop.
    func greet(_ payload: ByteBuffer, commands: Int, _ end: @escaping (Request.Answer) -> Void) {
        if let ending { return end(.failure(.answerUnknown(ending))) }
        exchanges.append(Exchange(expected: commands, writtenAt: .now(), deadline: .distantFuture, end: end))
        flush(payload, commands: commands)
    }

    private func enqueue(_ payload: ByteBuffer, behind merged: inout ByteBuffer) {
        if payload.readableBytes <= Self.largestMerged {
            merged.writeImmutableBuffer(payload)
            return
        }
        if merged.readableBytes > 0 {
            context?.write(wrapOutboundOut(merged), promise: nil)
            merged = ByteBuffer()
        }
        context?.write(wrapOutboundOut(payload), promise: nil)
    }

    private func flush(_ last: ByteBuffer, commands: Int) {
        if last.readableBytes > 0 {
            context?.write(wrapOutboundOut(last), promise: nil)
        }
        context?.flush()
        statistics.wrote(commands: commands)
    }

    // MARK: Deadlines

    /// The next moment at which a caller is to be given up on.
    var nextDeadline: NIODeadline? {
        exchanges.lazy.map(\.deadline).min().flatMap { $0 == .distantFuture ? nil : $0 }
    }

    /// Gives up on the callers whose deadline has passed.
    ///
    /// A connection that has sent nothing since such a request was written has stopped answering and ends; on
    /// one that still answers, only that caller is given up on and its late reply dropped.
    func expire(at now: NIODeadline) {
        for exchange in exchanges where exchange.deadline <= now {
            exchange.deadline = .distantFuture
            exchange.end(.failure(.answerUnknown(.deadlinePassed)))
            if lastReadAt < exchange.writtenAt {
                end(.connectionLost("it stopped answering"))
                return
            }
        }
    }

    // MARK: The end

    /// Ends the connection: all who wait for a reply are told that they will not know.
    func end(_ reason: RedisError.AnswerUnknownReason) {
        guard ending == nil else { return }
        ending = reason
        let abandoned = exchanges
        exchanges.removeAll()
        for exchange in abandoned {
            exchange.end(.failure(.answerUnknown(reason)))
        }
        owner?.lost(self, reason)
        context?.close(promise: nil)
    }

    /// Completes when the channel is closed.
    var closed: EventLoopFuture<Void>? {
        context?.channel.closeFuture
    }

    // MARK: ChannelInboundHandler

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastReadAt = .now()
        do throws(ReplyReader.Violation) {
            try reader.feed(unwrapInboundIn(data)) { receive($0) }
        } catch {
            end(.protocolViolation(error.reason))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.connectionLost(String(describing: error)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.connectionLost("closed by the server"))
        context.fireChannelInactive()
    }

    // MARK: Replies

    private func receive(_ reply: RedisValue) {
        guard ending == nil else { return }
        guard let exchange = exchanges.first else {
            end(.protocolViolation("a reply nobody asked for"))
            return
        }
        exchange.receive(reply)
        if let refusal = reply.error, refusal.wantsNewConnection { retirement = refusal }
        guard exchange.isComplete else { return }
        exchanges.removeFirst()
        // Before the caller resumes, so that a call it then makes waits for the next connection.
        if retirement != nil { owner?.retires(self) } else { owner?.answered(self) }
        exchange.end(.success(exchange.replies))
        if let retirement, exchanges.isEmpty { end(.connectionLost("made again after \(retirement.code)")) }
    }
}
