import NIOCore
import Synchronization

/// The thread-safe front of one connection: gathers requests from many callers for one event loop.
///
/// All requests that arrive before the loop's next turn are written with one flush.
final class Pipeline: Sendable {
    private struct Inbox {
        var requests: [Request] = []
        var isScheduled = false
    }

    private let eventLoop: any EventLoop
    private let inbox = Mutex(Inbox())
    private let link: NIOLoopBoundBox<Link>
    private let counter = StatisticsCounter()

    init(_ transport: Transport, to destination: Destination, isEager: Bool) {
        eventLoop = transport.group.next()
        let connector = Connector(
            transport: transport, destination: destination, eventLoop: eventLoop, statistics: counter)
        link = .makeBoxSendingValue(
            Link(connector: connector, isEager: isEager, logger: transport.logger), eventLoop: eventLoop)
    }

    var statistics: RedisStatistics {
        counter.snapshot
    }

    /// Sends a request and waits for its replies, in the caller's own context.
    nonisolated(nonsending) func send(_ request: Request) async -> Request.Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                request.resume(caller)
                submit(request)
            }
        } onCancel: {
            request.cancel()
        }
    }

    /// Waits for the replies to a request that was submitted, in the caller's own context.
    nonisolated(nonsending) func answer(to request: Request) async -> Request.Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { request.resume($0) }
        } onCancel: {
            request.cancel()
        }
    }

    /// Sends a request whose replies are waited for later.
    func submit(_ request: Request) {
        let mustSchedule = inbox.withLock { inbox in
            inbox.requests.append(request)
            defer { inbox.isScheduled = true }
            return !inbox.isScheduled
        }
        guard mustSchedule else { return }
        eventLoop.execute {
            let requests = self.inbox.withLock { inbox in
                defer { inbox = Inbox() }
                return inbox.requests
            }
            self.link.value.accept(requests)
        }
    }

    /// Ends the connection under its outstanding requests; the next request makes it again.
    func drop(_ reason: RedisError.AnswerUnknownReason) {
        eventLoop.execute { self.link.value.drop(reason) }
    }

    /// Closes for good without waiting.
    func beginClosing() {
        eventLoop.execute { _ = self.link.value.close() }
    }

    /// Closes for good; returns when the connection is closed.
    nonisolated(nonsending) func close() async {
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            eventLoop.execute {
                guard let closed = self.link.value.close() else { return caller.resume() }
                closed.whenComplete { _ in caller.resume() }
            }
        }
    }
}
