import Foundation
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

    /// How long it may take to stop before it is killed: longer than a worker's grace period.
    private static let patience = Duration.seconds(35)

    /// Starts the program, runs `body` once it is ready, and stops it when `body` has ended.
    ///
    /// - Parameter body: is told the program's announcement, or the empty string.
    /// - Throws: ``StartFailure`` when the program ends first; then `body` is cancelled.
    func run(log: MergedLog, _ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (announcements, announcer) = AsyncStream.makeStream(of: String.self)
        let (stops, stopper) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let status = try await run(log: log, announcer: announcer, stops: stops)
                throw StartFailure("\(name) has ended by itself (\(status)).")
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
            stopper.finish()
            // It has done its work, and was told to stop: how it then ended is in the log.
            _ = await group.nextResult()
        }
    }

    /// Runs the program to its end.
    private func run(
        log: MergedLog, announcer: AsyncStream<String>.Continuation, stops: AsyncStream<Void>
    ) async throws -> String {
        defer { announcer.finish() }
        let outcome = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), platformOptions: Self.platformOptions,
            input: .none, output: .sequence, error: .sequence
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await line in execution.standardError.strings() { log.write(line, from: name) }
                }
                group.addTask {
                    var isFirst = announcesItself
                    for try await line in execution.standardOutput.strings() {
                        if isFirst { announcer.yield(line) } else { log.write(line, from: name) }
                        isFirst = false
                    }
                }
                let watch = Task {
                    for await _ in stops {}
                    // No error is lost: a program that has already ended needs no signal.
                    try? execution.send(signal: .terminate)
                    try await Task.sleep(for: Self.patience)
                    try? execution.send(signal: .kill)  // As above.
                }
                defer { watch.cancel() }
                try await group.waitForAll()
            }
        }
        return "\(outcome.terminationStatus)"
    }

    /// A session of its own, so that Ctrl-C reaches the parent alone, which stops its children in order.
    private static var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
        return options
    }
}
