import Foundation
import Testing

@Suite("galley dev leaves nothing behind", .serialized, .timeLimit(.minutes(2)))
struct DevelopmentTests {
    /// Starts everything, and returns when it serves.
    private func start(in directory: URL) async throws -> Program {
        let program = try Program(
            "galley", ["dev", "--json", "--port", "0", "--workers", "1", "--data", directory.path],
            directory: directory)
        _ = try await program.line()
        return program
    }

    private func withDirectory(_ body: (URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-dev-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Nothing can be done about a directory that will not go.
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(directory)
    }

    @Test("not when it is killed: Redis, the API and the workers end with it")
    func killed() async throws {
        try await withDirectory { directory in
            let program = try await start(in: directory)
            let started = descendants(of: program.processID)
            // Three programs, each with the launcher that tends it.
            #expect(started.count == 6)
            program.signal(SIGKILL)
            for process in started { try await untilGone(process) }
        }
    }

    @Test("nor when it is told to stop, and it ends with 0")
    func stopped() async throws {
        try await withDirectory { directory in
            let program = try await start(in: directory)
            let started = descendants(of: program.processID)
            program.signal(SIGTERM)
            #expect(await program.status() == 0)
            for process in started { #expect(!isRunning(process)) }
        }
    }
}

/// The processes that a process has started, and those that they have.
private func descendants(of process: Int32) -> [Int32] {
    // A process that has just ended has no children.
    let lists = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    let children = lists.flatMap { thread in
        let data = FileManager.default.contents(atPath: "/proc/\(process)/task/\(thread)/children") ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
    }
    return children + children.flatMap(descendants)
}
