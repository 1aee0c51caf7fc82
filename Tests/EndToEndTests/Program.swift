import Foundation
import RedisTesting
import Sandbox

/// One of the built programs, run as a process by a test and addressed by its process id alone.
final class Program: Sendable {
    let name: String
    let processID: Int32
    private let lines: AsyncStream<String>
    private let ended: AsyncStream<Int32>
    private let log: String
    /// Ends for the program when this does.
    private let input: Pipe?

    /// What went wrong with a program, with the end of its log.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a program that lies beside the tests, or else one that is installed.
    ///
    /// - Parameters:
    ///   - wrapper: a program that becomes the wanted one, and its arguments, such as `nsenter`.
    ///   - environment: the whole of it, but `PATH` and `HOME`.
    ///   - input: what it reads; nil is nothing.
    init(
        _ name: String, _ arguments: [String], by wrapper: [String] = [], environment: [String: String] = [:],
        directory: URL, input: Pipe? = nil
    ) throws {
        guard let path = Programs.sibling(name) ?? Programs.path(of: name) else {
            throw Failure(description: "\(name) has not been built, and is not installed")
        }
        self.name = URL(filePath: name).lastPathComponent
        self.input = input
        self.log = directory.appending(path: "\(self.name)-\(UUID().uuidString.prefix(8)).log").path
        let command = wrapper + [path] + arguments
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME"].contains($0.key) }
        process.environment = inherited.merging(environment) { $1 }
        if let input { process.standardInput = input } else { process.standardInput = FileHandle.nullDevice }
        guard FileManager.default.createFile(atPath: log, contents: nil),
            let errors = FileHandle(forWritingAtPath: log)
        else { throw Failure(description: "\(log) cannot be written") }
        process.standardError = errors
        let output = Pipe()
        process.standardOutput = output
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        self.lines = lines
        self.ended = ended
        process.terminationHandler = { process in
            let isSignal = process.terminationReason == .uncaughtSignal
            end.yield(isSignal ? -process.terminationStatus : process.terminationStatus)
            end.finish()
        }
        try ChildProcess.withoutBlockedSignals { try process.run() }
        processID = process.processIdentifier
        let reading = output.fileHandleForReading
        // A thread, since a handler of Foundation's crashes when the pipe is closed under it by the end of the process.
        Thread.detachNewThread {
            var splitter = LineSplitter()
            while case let data = reading.availableData, !data.isEmpty {
                for text in splitter.lines(adding: data) { line.yield(text) }
            }
            line.finish()
        }
    }

    /// The next line of standard output.
    func line() async throws -> String {
        for await line in lines { return line }
        throw Failure(description: "\(name) ended without a word:\n\(logTail)")
    }

    func signal(_ number: Int32) { kill(processID, number) }

    /// The exit status, or the negative number of the signal that ended it. To be asked once.
    func status() async -> Int32 {
        for await status in ended { return status }
        return -1
    }

    var logText: String { String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self) }

    private var logTail: String { logText.split(separator: "\n").suffix(20).joined(separator: "\n") }
}

/// Puts the pieces of a pipe together to lines.
private struct LineSplitter {
    private var rest = Data()

    mutating func lines(adding data: Data) -> [String] {
        rest += data
        var lines: [String] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
            rest = Data(rest[(end + 1)...])
        }
        return lines
    }
}
