import FoundationEssentials
import NIOPosix
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A child's end of what joins it to its ``Supervisor``: standard output carries reports, standard input the
/// supervisor's life.
///
/// The supervisor never writes to the input; its end closes when the supervisor dies, however it dies. Then the child
/// gives its jobs back and ends, within a second, so that no child works on unwatched. `PR_SET_PDEATHSIG` would not do:
/// it fires when the *thread* that started the child ends.
public final class SupervisorLink: Sendable {
    /// Nil in a process that no supervisor started.
    ///
    /// The first use takes the two streams over: what handlers print goes to standard error from then on, and they read
    /// nothing.
    public static let inherited: SupervisorLink? = {
        guard let text = ProcessInfo.processInfo.environment[variable] else { return nil }
        // What this process starts is no child of the supervisor's.
        unsetenv(variable)
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let number = Int(parts[0]) else { return nil }
        return SupervisorLink(number: number, workerID: parts[1])
    }()

    /// Tells a child what it is: `<number>:<worker id>`.
    static let variable = "GALLEY_CHILD"

    /// Between the supervisor's death and the end of a child that is still there.
    private static let respite: UInt32 = 1

    private struct State: Sendable {
        var isLost = false
        var listeners: [@Sendable () -> Void] = []
    }

    /// From 1 to the number of children; the same one again for a child's successor.
    public let number: Int
    /// The supervisor knows its children at the broker by this.
    public let workerID: String
    private let output: Int32
    private let order = Mutex(())
    private let state = Mutex(State())

    private init(number: Int, workerID: String) {
        self.number = number
        self.workerID = workerID
        output = Self.privateCopy(of: STDOUT_FILENO)
        let input = Self.privateCopy(of: STDIN_FILENO)
        let nothing = open("/dev/null", O_RDONLY)
        guard output >= 0, input >= 0, nothing >= 0 else { exit(EX_OSERR) }
        dup2(STDERR_FILENO, STDOUT_FILENO)
        dup2(nothing, STDIN_FILENO)
        close(nothing)
        // A supervisor that does not read must not hold up the thread that keeps the leases.
        _ = fcntl(output, F_SETFL, O_WRONLY | O_NONBLOCK)
        signal(SIGPIPE, SIG_IGN)
        // One thread, blocked in a read for as long as the process lives; the pool is never shut down.
        let guardian = NIOThreadPool(numberOfThreads: 1)
        guardian.start()
        guardian.submit { [self] _ in
            Self.waitForEnd(of: input)
            lose()
        }
    }

    private static func privateCopy(of descriptor: Int32) -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

    private static func waitForEnd(of input: Int32) {
        var byte: UInt8 = 0
        while true {
            let count = read(input, &byte, 1)
            if count == 0 || (count < 0 && errno != EINTR) { return }
        }
    }

    /// The supervisor is gone.
    private func lose() {
        let listeners = state.withLock { state in
            state.isLost = true
            return state.listeners
        }
        for listener in listeners { listener() }
        sleep(Self.respite)
        kill(getpid(), SIGKILL)
    }

    /// Calls back when the supervisor has died; at once when it has already. A second later the process ends.
    func onLoss(_ listener: @escaping @Sendable () -> Void) {
        let isLost = state.withLock { state in
            state.listeners.append(listener)
            return state.isLost
        }
        if isLost { listener() }
    }

    /// Reports never wait: one that does not fit into the pipe is dropped.
    func tell(_ report: ChildReport) {
        // Its words are plain text and numbers, which can always be encoded.
        guard let line = try? report.line() else { return }
        order.withLock { _ in _ = write(output, line, line.count) }
    }
}
