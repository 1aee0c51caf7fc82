import Jobs
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Runs workers as child processes of its own program, and sees to it that a job can hurt nobody but itself.
///
/// A child that crashes is started again, and its jobs go back to their queues at once instead of when their leases run
/// out. A child in which a job ignores its hard limit is killed: that job is retried or set aside by its policy, its
/// neighbours' attempts are given back. Children die with their supervisor, however it dies.
///
/// Each child runs the same program with the same arguments and finds itself to be one by ``SupervisorLink/inherited``:
///
///     if let link = SupervisorLink.inherited {
///         var options = WorkerOptions(concurrency: 4)
///         options.adopt(link)
///         try await Worker(broker: broker, registry: registry, options: options, logger: logger).run()
///     } else {
///         try await Supervisor(options: .init(processes: 4), broker: broker, logger: logger).run()
///     }
///
/// A child is asked to finish by SIGTERM and to give its jobs back by SIGQUIT; its program should trap both.
///
/// Graceful shutdown stops the children gracefully and returns when all have ended; cancellation, or ``releaseNow()``,
/// has them give their jobs back at once. Use a supervisor for one run.
public struct Supervisor: Service {
    private let options: SupervisorOptions
    private let broker: any Consumer & Upkeep
    private let logger: Logger
    private let ready: @Sendable () -> Void
    private let stop = WorkerStop()

    /// - Parameter ready: called once, when every child takes jobs.
    public init(
        options: SupervisorOptions, broker: any Consumer & Upkeep, logger: Logger,
        ready: @escaping @Sendable () -> Void = {}
    ) {
        self.options = options
        self.broker = broker
        self.logger = logger
        self.ready = ready
    }

    /// Supervises until told to stop.
    ///
    /// - Throws: ``SupervisionError`` in a process that is a supervisor's child.
    public func run() async throws {
        guard SupervisorLink.inherited == nil else { throw SupervisionError.childrenHaveNoChildren }
        logger.info("Supervisor started", metadata: ["processes": "\(options.processes)"])
        // Not cancelled with this task: the children's jobs are to be given back first.
        let keeping = Task { await keepChildren() }
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await keeping.value
            } onCancel: {
                stop.advance(to: .releasing)
            }
        } onGracefulShutdown: {
            stop.advance(to: .draining)
        }
        logger.info("Supervisor stopped")
    }

    /// Lets the children finish what they hold, and ends.
    public func drain() {
        logger.info("Stopping")
        stop.advance(to: .draining)
    }

    /// Has the children give back what they hold, and ends: what a second signal asks for.
    public func releaseNow() { stop.advance(to: .releasing) }

    private func keepChildren() async {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let undertaker = Undertaker(broker: broker, lease: options.lease, loop: loop, logger: logger)
        let awaited = AwaitedChildren(count: options.processes, all: ready)
        await withDiscardingTaskGroup { group in
            for number in 1...options.processes {
                let keeper = ChildKeeper(
                    number: number, options: options, stop: stop, undertaker: undertaker, loop: loop, logger: logger
                ) {
                    awaited.arrived(number)
                }
                group.addTask { await keeper.run() }
            }
        }
    }
}

/// Why a supervisor cannot supervise.
public enum SupervisionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Its process is itself a child, and every child would start children.
    case childrenHaveNoChildren

    public var description: String {
        "This process is a supervisor's child; where SupervisorLink.inherited is not nil, run a Worker."
    }
}

/// Says when every child has taken up its work for the first time.
private final class AwaitedChildren: Sendable {
    private let missing: Mutex<Set<Int>>
    private let all: @Sendable () -> Void

    init(count: Int, all: @escaping @Sendable () -> Void) {
        self.missing = Mutex(Set(1...count))
        self.all = all
    }

    func arrived(_ number: Int) {
        let isLast = missing.withLock { $0.remove(number) != nil && $0.isEmpty }
        if isLast { all() }
    }
}
