import Extraction
import Foundation
import Sandbox
import Testing

/// Each file goes through the program itself, as a user's would, and everything that it starts is watched.
@Suite("Files made to harm", .timeLimit(.minutes(5)))
struct HostileFilesTests {
    /// One line of what `Hostile/make.py` says of its files.
    private struct Case: Decodable, Sendable {
        enum Ending: String, Decodable { case refused, read }

        let name: String
        let ending: Ending
        /// What the refusal, or the text that was read, must hold.
        let words: String
    }

    private struct Run {
        var status: Int32
        var output: String
        var errors: String
        /// Of the program and all it started together.
        var peakMemory: Int
        var leftBehind: [String]
    }

    @Test("each ends as it should, in little memory, and leaves nothing behind")
    func endings() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        let maker = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hostile/make.py")
        let made = try await run(["python3", "-B", maker.path, directory.path], in: directory)
        try #require(made.status == 0, "\(made.errors)")
        let cases = try JSONDecoder().decode(
            [Case].self, from: Data(contentsOf: directory.appending(path: "cases.json")))
        #expect(cases.count >= 30)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in cases.enumerated() {
                if index >= 2 { try await group.next() }
                group.addTask { try await check(one, in: directory) }
            }
            try await group.waitForAll()
        }
    }

    private func check(_ one: Case, in directory: URL) async throws {
        let galley = try #require(Programs.sibling("galley"))
        let run = try await run(
            [galley, "extract", directory.appending(path: one.name).path, "--json"], in: directory)
        switch one.ending {
        case .refused:
            #expect(run.status == 65, "\(one.name) ended with \(run.status): \(run.errors)")
            #expect(run.errors.contains(one.name) && run.errors.contains(one.words), "\(one.name): \(run.errors)")
            #expect(run.output.isEmpty, "\(one.name)")
        case .read:
            #expect(run.status == 0, "\(one.name) ended with \(run.status): \(run.errors)")
            let text = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8)).text
            #expect(one.words.isEmpty ? text.isEmpty : text.contains(one.words), "\(one.name)")
        }
        #expect(run.peakMemory <= 1 << 30, "\(one.name) took \(run.peakMemory >> 20) MiB")
        #expect(run.leftBehind.isEmpty, "\(one.name) left \(run.leftBehind)")
    }

    /// What was read, whatever kind of block it stands in.
    private struct Answer: Decodable {
        struct Block: Decodable {
            struct Table: Decodable {
                let rows: [[Extraction.Table.Cell]]
            }
            let text: String?
            let table: Table?
        }
        let blocks: [Block]

        var text: String {
            let texts = blocks.compactMap(\.text)
            let cells = blocks.flatMap { ($0.table?.rows ?? []).joined().map(\.text) }
            return (texts + cells).joined(separator: "\n")
        }
    }

    /// Runs a program with a directory for temporary files of its own.
    private func run(_ command: [String], in directory: URL) async throws -> Run {
        let own = directory.appending(path: UUID().uuidString)
        let temporary = own.appending(path: "tmp")
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: own) }
        let (output, errors) = (own.appending(path: "out"), own.appending(path: "err"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TMPDIR": temporary.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try handle(output)
        process.standardError = try handle(errors)
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        let root = process.processIdentifier
        let watch = Task {
            var peak = 0
            while !Task.isCancelled {
                peak = max(peak, ProcessTree.residentBytes(of: root))
                try? await Task.sleep(for: .milliseconds(20))
            }
            return peak
        }
        var status: Int32 = -1
        for await ending in ended { status = ending }
        watch.cancel()
        return Run(
            status: status, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8), peakMemory: await watch.value,
            leftBehind: try FileManager.default.contentsOfDirectory(atPath: temporary.path))
    }

    private func handle(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }
}

/// A process and all that descends from it.
private enum ProcessTree {
    /// In bytes, by proc(5); what two of them share counts twice.
    static func residentBytes(of root: Int32) -> Int {
        var children: [Int32: [Int32]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(name), let parent = parent(of: process) else { continue }
            children[parent, default: []].append(process)
        }
        var (total, open) = (0, [root])
        while let process = open.popLast() {
            total += bytes(of: process)
            open += children[process] ?? []
        }
        return total
    }

    private static func parent(of process: Int32) -> Int32? {
        // The name, in parentheses, may hold anything.
        let fields = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    private static func bytes(of process: Int32) -> Int {
        let fields = text("/proc/\(process)/statm").split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Empty when the process has ended meanwhile.
    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
