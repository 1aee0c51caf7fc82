import Foundation
import Sandbox
import Subprocess
import SystemPackage

/// A program that runs as a child for as long as something needs it.
struct ChildProgram: Sendable {
    /// In the merged log.
    var name: String
    var path: String
    var arguments: [String]
    /// Whether it writes a line to standard output when it is ready.
    var announcesItself: Bool
    /// Whether it is started again when it ends by itself.
    var restarts = false

    /// How long it may take to stop before it is killed: longer than a worker's grace period.
    private static let patience = Duration.seconds(35)
    /// So that a program that cannot run does not try all the time.
    private static let restartDelay = Duration.seconds(1)

    /// Starts the program, runs `body` once it is ready, and stops it when `body` has ended.
    ///
    /// - Parameter body: is told the program's announcement, or the empty string.
    /// - Throws: ``StartFailure`` when the program ends first, and may not be started again; then `body` is cancelled.
    func run(log: MergedLog, _ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (announcements, announcer) = AsyncStream.makeStream(of: String.self)
        let stop = StopSwitch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { announcer.finish() }
                try await keepRunning(log: log, announcer: announcer, stop: stop)
            }
            group.addTask {
                var announcement = ""
                if announcesItself {
                    guard let line = await announcements.first(where: { _ in true }) else { throw CancellationError() }
                    announcement = line
                }
                try await body(announcement)
            }
            try await group.next()
            stop.stop()
            group.addTask {
                try await Task.sleep(for: Self.patience)
                stop.stop(.kill)
            }
            // It has done its work, and was told to stop: how it then ended is in the log.
            _ = await group.nextResult()
            group.cancelAll()
        }
    }

    /// Runs the program until it is told to stop.
    private func keepRunning(
        log: MergedLog, announcer: AsyncStream<String>.Continuation, stop: StopSwitch
    ) async throws {
        while true {
            let status = try await runOnce(log: log, announcer: announcer, stop: stop)
            if stop.isStopped { return }
            guard restarts else { throw StartFailure("\(name) has ended by itself (\(status)).") }
            log.write("has ended by itself (\(status)); it is started again", from: name)
            try await Task.sleep(for: Self.restartDelay)
        }
    }

    /// Runs the program to its end.
    private func runOnce(
        log: MergedLog, announcer: AsyncStream<String>.Continuation, stop: StopSwitch
    ) async throws -> TerminationStatus {
        // Tended by the launcher, it does not outlive this process, however that ends.
        let tended = ["--tend", "\(Self.patience.components.seconds)", "--", path] + arguments
        let outcome = try await Subprocess.run(
            .path(FilePath(try Programs.launcherPath())), arguments: Arguments(tended),
            platformOptions: Self.platformOptions,
            input: .none, output: .sequence, error: .sequence
        ) { execution in
            // No error is lost: a program that has already ended needs no signal.
            stop.connect { signal in try? execution.send(signal: signal) }
            defer { stop.connect(nil) }
            async let errors: Void = {
                for try await line in execution.standardError.strings() { log.write(line, from: name) }
            }()
            var isFirst = announcesItself
            for try await line in execution.standardOutput.strings() {
                if isFirst { announcer.yield(line) } else { log.write(line, from: name) }
                isFirst = false
            }
            try await errors
        }
        return outcome.terminationStatus
    }

    /// A session of its own, so that Ctrl-C reaches the parent alone, which stops its children in order.
    private static var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
        return options
    }
}
