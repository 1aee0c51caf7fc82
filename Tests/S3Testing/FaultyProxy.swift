import NIOCore
import NIOPosix
import Synchronization

/// What becomes of a request.
public enum Fault: Sendable {
    /// Answered by the proxy itself; the server never sees it.
    case answer(status: Int, headers: [String: String] = [:], body: String = "")
    /// Never answered, and the server never sees it.
    case silence
    /// Carried out by the server, whose reply is lost with the connection.
    case lostReply
    /// Carried out, and the connection closed after so many bytes of the reply.
    case cutReply(after: Int)
    /// The connection is closed when so many bytes of the request have passed.
    case cutRequest(after: Int)
    /// The reply passes so much later.
    case delay(TimeAmount)

    public static let slowDown = Fault.answer(status: 503, body: slowDownBody)

    /// The same with a `Retry-After`.
    public static func slowDown(until wait: String) -> Fault {
        .answer(status: 503, headers: ["Retry-After": wait], body: slowDownBody)
    }

    private static let slowDownBody =
        "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Slow down.</Message></Error>"
    public static let internalError = Fault.answer(
        status: 500, body: "<Error><Code>InternalError</Code><Message>Try again.</Message></Error>")
}

/// A proxy before an S3 server, one request on each connection, which fails those that a test names.
public final class FaultyProxy: Sendable {
    fileprivate struct State {
        var planned: [(text: String, fault: Fault)] = []
        var lines: [String] = []
        var isCut = false
    }

    /// Where clients connect.
    public let endpoint: String
    private let listener: any Channel
    private let state: SharedState

    final class SharedState: Sendable {
        fileprivate let value = Mutex(State())
    }

    /// Runs a test with a proxy before the server at `endpoint`.
    public static func with<Result>(
        before endpoint: String, _ body: (FaultyProxy) async throws -> Result
    ) async throws -> Result {
        let port = endpoint.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let state = SharedState()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { client in
                client.eventLoop.makeCompletedFuture {
                    try client.pipeline.syncOperations.addHandler(ProxiedRequest(port: port, state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(FaultyProxy(listener, state))
            try await listener.close()
            return result
        } catch {
            try await listener.close()
            throw error
        }
    }

    private init(_ listener: any Channel, _ state: SharedState) {
        self.listener = listener
        self.state = state
        endpoint = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)"
    }

    /// The next request whose first line holds this text meets this fault; several such meet theirs in turn.
    public func plan(_ text: String, _ faults: Fault...) {
        state.value.withLock { $0.planned += faults.map { (text, $0) } }
    }

    /// The server is gone: every connection is closed from now on.
    public func cut() { state.value.withLock { $0.isCut = true } }

    public func mend() { state.value.withLock { $0.isCut = false } }

    /// How many requests had a first line with this text.
    public func count(_ text: String) -> Int {
        state.value.withLock { $0.lines.count { $0.contains(text) } }
    }

    /// Faults that no request has met.
    public var isDone: Bool { state.value.withLock(\.planned.isEmpty) }
}

extension FaultyProxy.SharedState {
    /// Nil passes.
    func fault(for line: String) -> Fault? {
        value.withLock { state in
            state.lines.append(line)
            if state.isCut { return .cutRequest(after: 0) }
            guard let index = state.planned.firstIndex(where: { line.contains($0.text) }) else { return nil }
            return state.planned.remove(at: index).fault
        }
    }

    var isCut: Bool { value.withLock(\.isCut) }
}
