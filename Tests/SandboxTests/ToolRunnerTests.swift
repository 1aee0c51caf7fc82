import Foundation
import Testing

@testable import Sandbox

/// Both ways a program is confined; bubblewrap's falls back to the launcher's where it does not work.
enum Way: CaseIterable, Sendable {
    case launcherOnly, bubblewrap
}

/// A shell line stands in for a tool: it can do all that a hijacked one would try.
private func shell(_ line: String, limits: ToolLimits = ToolLimits(), needs: ToolInvocation.Needs = [])
    -> ToolInvocation
{
    ToolInvocation(program: "sh", arguments: ["-c", line], limits: limits, needs: needs)
}

@Suite("A tool runner", .timeLimit(.minutes(1)))
struct ToolRunnerTests {
    private func runner(_ way: Way, scratch: String? = nil) async throws -> ToolRunner {
        try await ToolRunner.detect(scratch: scratch, allowsBubblewrap: way == .bubblewrap)
    }

    @Test("returns output, exit code and the end of standard error", arguments: Way.allCases)
    func returnsWhatTheProgramSaid(_ way: Way) async throws {
        let result = try await runner(way).run(shell("echo out; echo err >&2; exit 7"))
        #expect(result.ending == .exited(7))
        #expect(result.outputText == "out\n")
        #expect(result.errorTail == "err\n")
    }

    @Test("returns every byte of a long output", arguments: Way.allCases)
    func returnsLongOutput(_ way: Way) async throws {
        let result = try await runner(way).run(shell("head -c 5000000 /dev/zero"))
        #expect(result.output.count == 5_000_000)
    }

    @Test("gives the program its input and returns the files it was asked for", arguments: Way.allCases)
    func passesInputAndFiles(_ way: Way) async throws {
        var invocation = shell("cat > copy; ln -s /etc/passwd link; mkdir d")
        invocation.input = [UInt8]("hello".utf8)
        invocation.collectedFiles = ["copy", "absent", "link", "d", "../copy"]
        let result = try await runner(way).run(invocation)
        #expect(result.files == ["copy": [UInt8]("hello".utf8)])
    }

    @Test("gives the program no environment but its own", arguments: Way.allCases)
    func emptiesEnvironment(_ way: Way) async throws {
        setenv("GALLEY_TEST_SECRET", "hunter2", 1)
        var invocation = ToolInvocation(program: "env")
        invocation.environment = ["GIVEN": "1"]
        let result = try await runner(way).run(invocation)
        let names = Set(
            result.outputText.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) })
        #expect(names == ["GIVEN", "HOME", "LANG", "PATH", "TMPDIR"])
    }

    @Test("stops a program at its wall time, with all that it started", arguments: Way.allCases)
    func stopsAtWallTime(_ way: Way) async throws {
        let mark = "1\(UInt32.random(in: 100_000...999_999)).25"
        let line = "sleep \(mark) & (setsid sleep \(mark); true) & setsid setsid sleep \(mark) & sleep \(mark)"
        let result = try await runner(way).run(shell(line, limits: ToolLimits(wall: .seconds(1)), needs: .nesting))
        #expect(result.ending == .timedOut)
        #expect(processes(naming: mark) == [])
    }

    @Test("leaves nothing behind when the program ends before what it started", arguments: Way.allCases)
    func killsWhatWasLeft(_ way: Way) async throws {
        let mark = "1\(UInt32.random(in: 100_000...999_999)).25"
        let result = try await runner(way).run(shell("setsid sleep \(mark) & sleep \(mark) & exit 3", needs: .nesting))
        #expect(result.ending == .exited(3))
        #expect(processes(naming: mark) == [])
    }

    @Test("kills everything when its task is cancelled", arguments: Way.allCases)
    func killsOnCancellation(_ way: Way) async throws {
        let mark = "1\(UInt32.random(in: 100_000...999_999)).25"
        let runner = try await runner(way)
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            let line = "sleep \(mark) & echo up >&2; sleep \(mark)"
            return try await runner.run(shell(line), errorLine: { _ in continuation.yield() })
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(processes(naming: mark) == [])
    }

    @Test("stops a program that writes more than it may", arguments: Way.allCases)
    func capsOutput(_ way: Way) async throws {
        let result = try await runner(way).run(shell("cat /dev/zero", limits: ToolLimits(output: 100_000)))
        #expect(result.ending == .outputTooLarge)
        #expect(result.output.isEmpty)
    }

    @Test("stops a program that uses more processor time than it may", arguments: Way.allCases)
    func capsProcessorTime(_ way: Way) async throws {
        let result = try await runner(way).run(shell("while :; do :; done", limits: ToolLimits(cpu: .seconds(1))))
        #expect(result.ending == .timedOut)
    }

    @Test("refuses memory beyond the limit", arguments: Way.allCases)
    func capsMemory(_ way: Way) async throws {
        let line = "head -c 300000000 /dev/zero | tail -c 200000000"
        let runner = try await runner(way)
        let limited = try await runner.run(shell(line, limits: ToolLimits(memory: .addressSpace(100 << 20))))
        #expect(!limited.succeeded)
        let data = try await runner.run(shell(line, limits: ToolLimits(memory: .data(50 << 20))))
        #expect(!data.succeeded)
    }

    @Test("stops a file from growing beyond the limit", arguments: Way.allCases)
    func capsFileSize(_ way: Way) async throws {
        var invocation = ToolInvocation(program: "dd", arguments: ["if=/dev/zero", "of=big", "bs=1000", "count=100"])
        invocation.limits.fileSize = 50_000
        let result = try await runner(way).run(invocation)
        #expect(result.ending == .signalled(25))
    }

    @Test("removes the private directory, whatever was made in it", arguments: Way.allCases)
    func removesPrivateDirectory(_ way: Way) async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "scratch-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let runner = try await runner(way, scratch: scratch)
        let result = try await runner.run(shell("pwd; mkdir -p a/b; echo x > a/b/c; chmod 500 a/b; kill -9 $$"))
        #expect(result.outputText.hasPrefix(scratch))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
    }

    @Test("sweeps the directories that a killed worker left, and no others")
    func sweepsLeftovers() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "scratch-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let left = "\(scratch)/galley-tool-left"
        let foreign = "\(scratch)/other"
        for path in [left, foreign] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let held = try PrivateDirectory(under: scratch)
        defer { held.remove() }
        _ = try await runner(.launcherOnly, scratch: scratch)
        let expected = Set(["other", URL(filePath: held.path).lastPathComponent])
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: scratch)) == expected)
    }

    @Test("lets the program read only what it was given", arguments: Way.allCases)
    func hidesFiles(_ way: Way) async throws {
        let runner = try await runner(way)
        try #require(runner.status.landlock || runner.status.bubblewrap)
        let directory = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let given = directory.appending(path: "given").path
        let other = directory.appending(path: "other").path
        try "given".write(toFile: given, atomically: true, encoding: .utf8)
        try "other".write(toFile: other, atomically: true, encoding: .utf8)
        var invocation = shell("cat \(given); cat \(other); cat /etc/passwd; echo x >> \(given); echo y > /usr/y")
        invocation.readablePaths = [given]
        let result = try await runner.run(invocation)
        #expect(result.outputText == "given")
        #expect(try String(contentsOfFile: given, encoding: .utf8) == "given")
    }

    @Test("says which program is not installed")
    func namesMissingProgram() async throws {
        let runner = try await runner(.launcherOnly)
        await #expect(throws: SandboxError.programMissing("no-such-program")) {
            try await runner.run(ToolInvocation(program: "no-such-program"))
        }
    }

    @Test("stops the program when the consumer of its output fails")
    func stopsOnConsumerError() async throws {
        struct Refused: Error {}
        let runner = try await runner(.launcherOnly)
        await #expect(throws: Refused.self) {
            try await runner.run(shell("cat /dev/zero")) { _ in throw Refused() }
        }
    }
}

/// The process ids whose command line has this text anywhere.
func processes(naming text: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.filter { entry in
        guard Int(entry) != nil, let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") else {
            return false
        }
        return String(decoding: line, as: UTF8.self).contains(text)
    }
}
