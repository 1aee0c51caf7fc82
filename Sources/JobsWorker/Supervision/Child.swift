import Jobs
import Logging
import Subprocess
import Synchronization
import SystemPackage

/// One life of a child process, from its start to its end.
final class Child: Sendable {
    private struct State: Sendable {
        var send: (@Sendable (Subprocess.Signal) -> Void)?
        /// What it is to be told as soon as it is there.
        var signal: Subprocess.Signal?
        /// When it was asked to end; it must not take longer than the supervisor's patience.
        var askedAt: SuspendingClock.Instant?
        var isKilled = false
        /// It was killed because it said nothing any more.
        var isMute = false
        var hasLeft = false
        var overruns: [Overrun] = []
        var isReady = false
        var heardAt = SuspendingClock.now
    }

    /// Between two looks at memory, silence and patience.
    private static let watch = Duration.milliseconds(500)

    let number: Int
    let workerID: String
    private let options: SupervisorOptions
    private let ready: @Sendable () -> Void
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter ready: called when the child takes jobs.
    init(
        number: Int, workerID: String, options: SupervisorOptions, logger: Logger,
        ready: @escaping @Sendable () -> Void
    ) {
        self.number = number
        self.workerID = workerID
        self.options = options
        self.ready = ready
        self.logger = logger
    }

    /// Whether it ever took jobs.
    var wasReady: Bool { state.withLock(\.isReady) }

    /// Runs the process to its end.
    func run() async -> ChildEnding {
        do {
            let outcome = try await Subprocess.run(
                .path(FilePath(options.program)),
                arguments: Arguments(
                    executablePathOverride: CommandLine.arguments[0], remainingValues: options.arguments),
                environment: .inherit.updating([.init(stringLiteral: SupervisorLink.variable): "\(number):\(workerID)"]
                ),
                platformOptions: Self.platformOptions, input: .inputWriter, output: .sequence,
                error: .currentStandardError
            ) { execution in
                // No error is lost: a program that has already ended needs no signal.
                connect { signal in try? execution.send(signal: signal) }
                let process = Int32(execution.processIdentifier.value)
                logger.info("Child started", metadata: ["pid": "\(process)"])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await line in execution.standardOutput.strings() { self.hear(line) }
                    }
                    group.addTask { try await self.watch(process) }
                    // The first to end is the output, with the process.
                    try await group.next()
                    group.cancelAll()
                }
            }
            disconnect()
            return ending(outcome.terminationStatus)
        } catch {
            disconnect()
            return .crashed(status: "it cannot be run: \(error)")
        }
    }

    /// A session of its own, so that Ctrl-C reaches the supervisor alone, which stops its children in order.
    private static var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        return options
    }

    private func ending(_ status: TerminationStatus) -> ChildEnding {
        state.withLock { state in
            // However it went then, that job had its time and will not be settled by its child.
            if !state.overruns.isEmpty { return .killed(overruns: state.overruns) }
            // Nothing but a job can silence the thread that reports, so it is one of its crashes.
            if state.isMute { return .crashed(status: "it said nothing any more") }
            switch status {
            // One that never took jobs had none to give back.
            case .exited(0) where state.hasLeft || !state.isReady: return .left
            case .signaled(Subprocess.Signal.kill.rawValue) where state.isKilled: return .killed(overruns: [])
            // It was asked before it could listen.
            case .signaled(Subprocess.Signal.terminate.rawValue) where state.askedAt != nil,
                .signaled(Subprocess.Signal.quit.rawValue) where state.askedAt != nil:
                return .killed(overruns: [])
            default: return .crashed(status: "\(status)")
            }
        }
    }
}

// MARK: what it is told

extension Child {
    /// Asks it to finish its jobs and end, or to give them back and end at once.
    func stop(_ stage: WorkerStop.Stage) {
        guard stage > .running else { return }
        tell(stage == .draining ? .terminate : .quit)
    }

    private func kill() {
        state.withLock { $0.isKilled = true }
        tell(.kill)
    }

    /// Each signal once: a second SIGTERM would mean more than the first.
    private func tell(_ signal: Subprocess.Signal) {
        let send: (@Sendable (Subprocess.Signal) -> Void)? = state.withLock { state in
            guard state.signal != signal else { return nil }
            state.signal = signal
            if state.askedAt == nil { state.askedAt = .now }
            return state.send
        }
        send?(signal)
    }

    /// Says whom signals reach from now on; one that came before is passed on.
    private func connect(_ send: @escaping @Sendable (Subprocess.Signal) -> Void) {
        let signal = state.withLock { state in
            state.send = send
            return state.signal
        }
        if let signal { send(signal) }
    }

    private func disconnect() { state.withLock { $0.send = nil } }
}

// MARK: what is heard and seen of it

extension Child {
    private func hear(_ line: String) {
        guard let report = ChildReport(line: line) else { return }
        let isFirst = state.withLock { state in
            state.heardAt = .now
            let isFirst = report == .ready && !state.isReady
            if isFirst { state.isReady = true }
            if report == .left { state.hasLeft = true }
            if case .overran(let overrun) = report, !state.overruns.contains(overrun) { state.overruns.append(overrun) }
            return isFirst
        }
        if isFirst { ready() }
        guard case .overran(let overrun) = report else { return }
        logger.error(
            "Child killed: a job ignores its hard limit",
            metadata: ["job": "\(overrun.job)", "job_name": "\(overrun.name)"])
        kill()
    }

    /// Looks at what the child cannot say of itself, until cancelled.
    private func watch(_ process: Int32) async throws {
        var now = SuspendingClock.now
        while !state.withLock(\.isKilled) {
            // The clock stands still while the host sleeps: nobody was silent then.
            try await Task.sleep(for: Self.watch, clock: .suspending)
            let last = now
            now = .now
            if now - last > Self.watch * 10 {
                // This process was stopped; what the child said meanwhile has not been read yet.
                state.withLock { $0.heardAt = .now }
            }
            let (asked, heard, isReady) = state.withLock { ($0.askedAt, $0.heardAt, $0.isReady) }
            if let asked, now - asked > options.patience {
                logger.error("Child killed: it does not end")
                kill()
            } else if now - heard > (isReady ? options.longestSilence : options.longestStart) {
                logger.error("Child killed: it says nothing any more")
                state.withLock { $0.isMute = true }
                kill()
            } else if asked == nil, let limit = options.maxMemory, let bytes = ResidentMemory.bytes(of: process),
                bytes > limit
            {
                logger.notice("Child finishes: it keeps too much memory", metadata: ["bytes": "\(bytes)"])
                stop(.draining)
            }
        }
        // The end of its output ends the life.
        try await Task.sleep(for: .seconds(3600))
    }
}
