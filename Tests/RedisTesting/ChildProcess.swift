import Foundation

/// A program started by a test, addressed by its process id alone.
public final class ChildProcess: Sendable {
    public let processID: Int32
    let exit: ExitStatus

    /// Starts a program, of `PATH` or by its own path, with its output going to a file.
    public init(_ program: String, _ arguments: [String], output: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Self.path(of: program))
        process.arguments = arguments
        try Data().write(to: URL(fileURLWithPath: output))
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log
        process.standardError = log
        let exit = ExitStatus()
        process.terminationHandler = { exit.set($0.terminationStatus) }
        try Self.withoutBlockedSignals { try process.run() }
        processID = process.processIdentifier
        self.exit = exit
    }

    /// Threads of the shared pool block signals, and a child inherits that: it would never see a SIGTERM.
    public static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var previous = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        try body()
    }

    /// Runs a program to its end and throws when that is not a success.
    static func run(_ program: String, _ arguments: [String], output: String) async throws {
        let status = await (try ChildProcess(program, arguments, output: output)).exit.wait()
        guard status == 0 else { throw RedisTestServer.Failure.exited(status: status, output: text(of: output)) }
    }

    /// Whether it has ended.
    public var hasExited: Bool { exit.known != nil }

    /// Its exit status, or the number of the signal that ended it, once it has ended.
    public func wait() async -> Int32 { await exit.wait() }

    /// Sends a signal, unless the process has ended and its id may be another's.
    public func signal(_ number: Int32) {
        guard exit.known == nil else { return }
        _ = kill(processID, number)
    }

    static func text(of file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    private static func path(of program: String) throws -> String {
        if program.hasPrefix("/") { return program }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates = folders.map { "\($0)/\(program)" }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw RedisTestServer.Failure.missingProgram(program)
        }
        return found
    }
}
