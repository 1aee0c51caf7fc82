import Logging
import NIOCore

/// Keeps one connection up: connects when first needed, again after each loss, and holds requests meanwhile.
///
/// Bound to its event loop. A request that waits for a connection fails when the attempt it waited for fails,
/// except that a server which is still loading is waited for; a request that arrives between two attempts waits
/// for the next one.
final class Link {
    private enum State {
        /// No connection, and none wanted.
        case idle
        case connecting
        case backingOff(Scheduled<Void>)
        case ready(Connection)
        /// Waiting for the last replies of a connection that takes no more requests.
        case retiring(Connection)
        case closed
    }

    private let connector: Connector
    private let eventLoop: any EventLoop
    private let logger: Logger
    /// Whether a lost connection is made again before anyone asks.
    private let isEager: Bool
    private var state = State.idle
    private var waiting: [Request] = []
    private var failures = 0
    private var lastFailure: RedisError.NotSentReason?
    private var notBefore = NIODeadline.now()
    private var alarm: (at: NIODeadline, task: Scheduled<Void>)?

    init(connector: Connector, isEager: Bool, logger: Logger) {
        self.connector = connector
        self.eventLoop = connector.eventLoop
        self.isEager = isEager
        self.logger = logger
    }

    // MARK: Requests

    func accept(_ requests: [Request]) {
        switch state {
        case .ready(let connection):
            connection.write(requests)
        case .closed:
            for request in requests { request.end(.failure(.notSent(.closed))) }
            return
        case .idle:
            waiting += requests
            connectWhenDue()
        case .connecting, .backingOff, .retiring:
            waiting += requests
        }
        if let earliest = requests.lazy.map(\.givenUpAt).min() { watch(earliest) }
    }

    /// Ends the connection under its outstanding requests, if there is one.
    func drop(_ reason: RedisError.AnswerUnknownReason) {
        switch state {
        case .ready(let connection), .retiring(let connection): connection.end(reason)
        case .idle, .connecting, .backingOff, .closed: break
        }
    }

    /// Closes for good; the future of the channel's close, if there is a channel.
    func close() -> EventLoopFuture<Void>? {
        let previous = state
        state = .closed
        alarm?.task.cancel()
        failWaiting(.closed)
        switch previous {
        case .ready(let connection), .retiring(let connection):
            let closed = connection.closed
            connection.end(.closed)
            return closed
        case .backingOff(let attempt):
            attempt.cancel()
            return nil
        case .idle, .connecting, .closed:
            return nil
        }
    }

    // MARK: What the connection tells

    func answered(_ connection: Connection) {
        failures = 0
    }

    /// The server's role or state has changed under the connection: no more requests go to it.
    func retires(_ connection: Connection) {
        guard case .ready(let current) = state, current === connection else { return }
        state = .retiring(connection)
        failures += 1
    }

    func lost(_ connection: Connection, _ reason: RedisError.AnswerUnknownReason) {
        switch state {
        case .ready(let current) where current === connection, .retiring(let current) where current === connection:
            logger.warning("Redis connection lost", metadata: metadata(reason.description))
            state = .idle
            backOff()
            failures += 1  // so that a server which accepts and hangs up is not besieged either
        default:
            break
        }
    }

    // MARK: Connecting

    private func connectWhenDue() {
        guard notBefore > .now() else { return connect() }
        state = .backingOff(eventLoop.assumeIsolated().scheduleTask(deadline: notBefore) { self.connect() })
    }

    private func connect() {
        state = .connecting
        connector.connect { result in
            switch result {
            case .success(let connection): self.connected(connection)
            case .failure(let reason): self.failed(reason)
            }
        }
    }

    private func connected(_ connection: Connection) {
        guard case .connecting = state else {
            connection.end(.closed)
            return
        }
        connection.owner = self
        state = .ready(connection)
        lastFailure = nil
        connector.statistics.connected()
        logger.info("Redis connection made", metadata: metadata())
        let requests = waiting
        waiting = []
        connection.write(requests)
        if let deadline = connection.nextDeadline { watch(deadline) }
    }

    private func failed(_ reason: RedisError.NotSentReason) {
        guard case .connecting = state else { return }
        let level: Logger.Level = lastFailure == reason ? .debug : .warning
        logger.log(level: level, "Redis connection failed", metadata: metadata(reason.description))
        lastFailure = reason
        if !reason.passesByWaiting { failWaiting(reason) }
        failures += 1
        state = .idle
        backOff()
    }

    private func backOff() {
        notBefore = .now() + TimeAmount(connector.options.backoff.delay(afterFailures: failures))
        if isEager || !waiting.isEmpty { connectWhenDue() }
    }

    private func failWaiting(_ reason: RedisError.NotSentReason) {
        let requests = waiting
        waiting = []
        for request in requests { request.end(.failure(.notSent(reason))) }
    }

    private func metadata(_ reason: String? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["endpoint": "\(connector.options.endpoint)"]
        if case .cluster = connector.options.endpoint.address, case .server(let address) = connector.destination {
            metadata["server"] = "\(address)"
        }
        if let reason { metadata["reason"] = "\(reason)" }
        return metadata
    }

    // MARK: Deadlines

    /// Sees to it that deadlines are looked at by then. One timer serves all requests.
    private func watch(_ deadline: NIODeadline) {
        if let alarm {
            guard deadline < alarm.at else { return }
            alarm.task.cancel()
        }
        alarm = (deadline, eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.expire() })
    }

    private func expire() {
        alarm = nil
        let now = NIODeadline.now()
        let overdue = waiting.filter { $0.deadline <= now }
        waiting.removeAll { $0.deadline <= now }
        for request in overdue { request.end(.failure(.notSent(lastFailure ?? .deadlinePassed))) }
        var next = waiting.lazy.map(\.deadline).min()
        switch state {
        case .ready(let connection), .retiring(let connection):
            connection.expire(at: now)
            next = [next, connection.nextDeadline].compactMap { $0 }.min()
        case .idle, .connecting, .backingOff, .closed: break
        }
        if let next { watch(next) }
    }
}

extension Request {
    /// The latest moment at which its deadline must first be looked at.
    fileprivate var givenUpAt: NIODeadline {
        answerWithin.map { min(deadline, .now() + $0) } ?? deadline
    }
}

extension RedisError.NotSentReason {
    /// Whether the server itself asks for patience.
    fileprivate var passesByWaiting: Bool {
        if case .handshakeRefused(let refusal) = self { refusal.wantsNewConnection } else { false }
    }
}
