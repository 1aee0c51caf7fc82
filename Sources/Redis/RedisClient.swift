import Logging
import NIOCore
import NIOPosix

/// A client of one Redis server, shared by any number of callers.
///
/// All calls but `blocking` travel over one connection, pipelined: callers do not wait for each other's replies.
/// The connection is made with the first call, and after a loss at once again, with backoff, for ever. Calls run
/// in their caller's context and are resumed by the client's event loop, so they get through even while every
/// thread of Swift's shared pool is busy, provided that the caller has an executor of its own.
///
/// Close it when done; the event loops must outlive it.
public final class RedisClient: Sendable {
    let options: RedisOptions
    let node: Node

    /// Makes a client; nothing is connected yet. Given an `EventLoop` as the group, it stays on that loop.
    public init(
        options: RedisOptions,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger
    ) {
        self.options = options
        let transport = Transport(options: options, group: eventLoopGroup, logger: logger)
        node = Node(transport, to: options.endpoint.address.destination, isEager: true)
    }

    deinit {
        node.beginClosing()
    }

    /// What the pipelined connection has done so far.
    public var statistics: RedisStatistics {
        node.pipeline.statistics
    }

    /// Sends one command and returns its reply.
    ///
    /// - Parameters:
    ///   - deadline: how long the call may take, waiting for a connection included; nil is the options' value.
    ///   - resend: whether the command may be carried out twice. Then it is sent again, on the next connection,
    ///     whenever it was not sent or its answer is unknown, and when the server's role or state was the reason
    ///     of a refusal, until the deadline passes. One try takes at most the options' command deadline.
    /// - Throws: `.refused` when the reply is an error.
    public nonisolated(nonsending) func send(
        _ command: RedisCommand, deadline: Duration? = nil, resend: Bool = false
    ) async throws(RedisError) -> RedisValue {
        let replies = try await send([command], deadline: deadline, resend: resend)
        guard let reply = replies.first else { throw .answerUnknown(.protocolViolation("no reply")) }
        if case .error(let refusal) = reply { throw .refused(refusal) }
        return reply
    }

    /// Sends commands in one write, with no other caller's between them, and returns their replies in order.
    ///
    /// Refusals are not thrown but stand among the replies as `.error`. This is no transaction: other
    /// connections' commands may run between them.
    public nonisolated(nonsending) func send(
        _ commands: [RedisCommand], deadline: Duration? = nil, resend: Bool = false
    ) async throws(RedisError) -> [RedisValue] {
        if commands.isEmpty { return [] }
        let payload = try CommandFormatter.format(commands)
        let end = NIODeadline.now() + TimeAmount(deadline ?? options.commandDeadline)
        while true {
            let patience = resend ? min(end, .now() + TimeAmount(options.commandDeadline)) : end
            let answer = await node.pipeline.send(
                Request(payload: payload, commands: commands.count, deadline: patience))
            let maySendAgain = resend && NIODeadline.now() < end && !Task.isCancelled
            guard maySendAgain, answer.isWorthAnotherTry else { return try answer.get() }
        }
    }

    /// Closes the connections and returns when they are closed; outstanding calls fail, and so do later ones.
    public nonisolated(nonsending) func close() async {
        await node.close()
    }
}

extension Request.Answer {
    /// Whether the next connection may bring a better answer.
    fileprivate var isWorthAnotherTry: Bool {
        switch self {
        case .success(let replies): replies.contains { $0.error?.wantsNewConnection ?? false }
        case .failure(.notSent(let reason)):
            switch reason {
            case .connectFailed, .deadlinePassed: true
            case .handshakeRefused(let refusal): refusal.wantsNewConnection
            case .invalidCommand, .cancelled, .closed: false
            }
        case .failure(.answerUnknown(let reason)):
            switch reason {
            case .connectionLost, .deadlinePassed, .protocolViolation: true
            case .cancelled, .closed: false
            }
        case .failure(.refused): false
        }
    }
}
