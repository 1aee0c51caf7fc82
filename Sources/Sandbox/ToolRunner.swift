import Foundation
import Subprocess
import SystemPackage

/// Runs outside programs that read what strangers wrote: under limits, without a network, leaving nothing behind.
///
/// Every run has a private directory as its working directory, which is removed afterwards. When a run ends, is
/// cancelled or goes beyond a limit, every process that it started is killed.
public struct ToolRunner: Sendable {
    let confinement: Confinement
    let scratch: String
    /// What keeps programs apart here.
    public let status: SandboxStatus

    init(confinement: Confinement, scratch: String, status: SandboxStatus) {
        self.confinement = confinement
        self.scratch = scratch
        self.status = status
    }

    /// The path of `galley-launch`, for a program that runs tools of its own.
    public var launcher: String { confinement.launcher }

    /// The same runner without bubblewrap: for a program that is itself run by one.
    public func withoutBubblewrap() -> ToolRunner {
        var confinement = confinement
        confinement.bubblewrap = nil
        return ToolRunner(confinement: confinement, scratch: scratch, status: status)
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - consumer: Takes standard output as it comes, instead of ``ToolResult/output``; an error it throws stops the
    ///     program and is thrown on.
    ///   - errorLine: Is called with each line of standard error.
    /// - Throws: ``SandboxError`` when the program was not run; `CancellationError` when the task was cancelled.
    public func run(
        _ invocation: ToolInvocation, consumer: (([UInt8]) throws -> Void)? = nil,
        errorLine: (@Sendable (String) -> Void)? = nil
    ) async throws -> ToolResult {
        guard let program = Programs.path(of: invocation.program) else {
            throw SandboxError.programMissing(invocation.program)
        }
        let directory = try PrivateDirectory(under: scratch)
        defer { directory.remove() }
        let started = ContinuousClock.now
        var collector = OutputCollector(limit: invocation.limits.output, consumer: consumer)
        let run = try await Subprocess.run(
            .path(FilePath(confinement.launcher)),
            arguments: Arguments(confinement.arguments(for: invocation, program: program, directory: directory.path)),
            environment: .custom([:] as [Environment.Key: String]),
            platformOptions: Self.platformOptions,
            input: .fileDescriptor(
                try Self.openInput(invocation.input, in: directory), closeAfterSpawningProcess: true),
            output: .sequence, error: .sequence
        ) { execution in
            async let errors = Self.readErrors(execution.standardError, line: errorLine)
            for try await chunk in execution.standardOutput where !collector.take(chunk) {
                // Its last output is still read, so that both streams end by themselves.
                // No error is lost: a program that has already ended needs no signal.
                try? execution.send(signal: .terminate)
            }
            return try await errors
        }
        try Task.checkCancellation()
        if let error = collector.error { throw error }
        let elapsed = started.duration(to: .now)
        return ToolResult(
            ending: try ending(run.terminationStatus, of: invocation, collector, run.closureResult, after: elapsed),
            output: collector.output, errorTail: run.closureResult,
            files: directory.contents(of: invocation.collectedFiles, limit: invocation.limits.fileSize))
    }

    private func ending(
        _ status: TerminationStatus, of invocation: ToolInvocation, _ collector: OutputCollector, _ errorTail: String,
        after elapsed: Duration
    ) throws(SandboxError) -> ToolResult.Ending {
        if collector.isOverLimit { return .outputTooLarge }
        switch status {
        case .exited(LauncherExit.notStarted) where errorTail.contains("galley-launch: "):
            throw .notStarted(program: invocation.program, reason: errorTail)
        case .exited(1) where errorTail.hasPrefix("bwrap: "):
            throw .notStarted(program: invocation.program, reason: errorTail)
        case .exited(LauncherExit.timedOut) where elapsed >= invocation.limits.wall: return .timedOut
        // bubblewrap reports a signal as a shell does; no signal is greater than 64.
        case .exited(let code) where confinement.bubblewrap != nil && (129...192).contains(code):
            return Self.ending(signal: Int(code) - 128)
        case .exited(let code): return .exited(Int(code))
        case .signaled(let number): return Self.ending(signal: Int(number))
        }
    }

    private static func ending(signal: Int) -> ToolResult.Ending {
        signal == SIGXCPU ? .timedOut : .signalled(signal)
    }

    /// The launcher kills all that it started when it is asked to stop; it needs a moment for that.
    private static var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(5))]
        return options
    }

    /// A file and not a pipe: a program that does not read its input must not hold anybody up.
    private static func openInput(_ input: [UInt8]?, in directory: PrivateDirectory) throws -> FileDescriptor {
        guard let input else { return try FileDescriptor.open("/dev/null", .readOnly) }
        let path = "\(directory.path)/standard-input"
        try Data(input).write(to: URL(filePath: path))
        return try FileDescriptor.open(FilePath(path), .readOnly)
    }

    private static func readErrors(
        _ stream: SubprocessOutputSequence, line: (@Sendable (String) -> Void)?
    ) async throws -> String {
        var tail = ErrorTail(line: line)
        for try await chunk in stream { tail.take(chunk) }
        return tail.finish()
    }
}

/// The launcher's own exit codes.
private enum LauncherExit {
    static let timedOut: Int32 = 124
    static let notStarted: Int32 = 125
}
