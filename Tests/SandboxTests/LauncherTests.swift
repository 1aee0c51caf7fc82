import Foundation
import Sandbox
import Subprocess
import SystemPackage
import Testing

/// What the launcher alone takes away from a program, also when nobody is root.
@Suite("The launcher", .timeLimit(.minutes(1)))
struct LauncherTests {
    /// The user ids to run as: one's own, and `nobody` where one may become it.
    static let users: [UInt32?] = getuid() == 0 ? [nil, 65534] : [nil]

    private func launch(_ arguments: [String], as user: UInt32?) async throws -> (TerminationStatus, String, String) {
        let directory = FileManager.default.temporaryDirectory.appending(path: "launcher-\(UUID())")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: directory) }
        // A copy, because another user may not reach the build directory.
        let launcher = directory.appending(path: "galley-launch")
        try FileManager.default.copyItem(atPath: Programs.launcherPath(), toPath: launcher.path)
        // Another user by a program of its own: between fork and exec of a process with threads, setgroups can wait
        // for ever for a lock that another thread held at the fork.
        let become = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        let command = become + [launcher.path] + arguments
        let result = try await run(
            .path(.init(command[0])), arguments: .init(Array(command.dropFirst())),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        return (result.terminationStatus, result.standardOutput, result.standardError)
    }

    private static let python = Programs.path(of: "python3")

    @Test("refuses every socket, and with --unix-sockets every one but unix", arguments: users)
    func refusesSockets(_ user: UInt32?) async throws {
        guard let python = Self.python else { return }
        let script = """
            import socket
            for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_UNIX):
                try: socket.socket(family, socket.SOCK_DGRAM); print("open")
                except PermissionError: print("refused")
            """
        let (_, none, _) = try await launch(["--", python, "-c", script], as: user)
        #expect(none == "refused\nrefused\nrefused\nrefused\n")
        let (_, unix, _) = try await launch(["--unix-sockets", "--", python, "-c", script], as: user)
        #expect(unix == "refused\nrefused\nrefused\nopen\n")
    }

    @Test("refuses namespaces, tracing and signals to others", arguments: users)
    func refusesCalls(_ user: UInt32?) async throws {
        guard let python = Self.python else { return }
        let script = """
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            def tried(result): print(ctypes.get_errno() if result < 0 else "done")
            tried(libc.unshare(0x10000000))
            tried(libc.ptrace(0, 0, 0, 0))
            tried(libc.kill(os.getppid(), 0))
            tried(libc.setsid())
            """
        let (_, output, _) = try await launch(["--", python, "-c", script], as: user)
        #expect(output == "1\n1\n1\n1\n")
    }

    @Test("limits how many tasks a user's program may have")
    func limitsTasks() async throws {
        guard getuid() == 0, let python = Self.python else { return }
        let script = """
            import os, time
            made = 0
            try:
                while made < 100:
                    if os.fork() == 0: time.sleep(30); os._exit(0)
                    made += 1
            except BlockingIOError: pass
            print(made)
            """
        let (_, output, _) = try await launch(["--nproc", "20", "--", python, "-c", script], as: 65534)
        let made = try #require(Int(output.dropLast()))
        // Other tests run programs as the same user, so the count it is added to moves.
        #expect(made > 0 && made < 100)
    }

    @Test("closes inherited descriptors and passes no environment", arguments: users)
    func passesNothingOn(_ user: UInt32?) async throws {
        let (_, output, _) = try await launch(["--", "/bin/ls", "/proc/self/fd"], as: user)
        // The fourth is the directory that ls reads.
        #expect(output == "0\n1\n2\n3\n")
        let (_, environment, _) = try await launch(["--env", "A=b", "--", "/usr/bin/env"], as: user)
        #expect(environment == "A=b\n")
    }

    @Test("ends as the program ended", arguments: users)
    func passesStatusOn(_ user: UInt32?) async throws {
        #expect(try await launch(["--", "/bin/sh", "-c", "exit 9"], as: user).0 == .exited(9))
        #expect(try await launch(["--wall", "1", "--", "/bin/sleep", "30"], as: user).0 == .exited(124))
        let (cpu, _, _) = try await launch(["--cpu", "1", "--", "/bin/sh", "-c", "while :; do :; done"], as: user)
        #expect(cpu == .signaled(SIGXCPU))
    }

    @Test(
        "exits with 125 and one line when it cannot start the program",
        arguments: [
            ["--", "relative"], ["--"], [], ["--cpu", "-1", "--", "/bin/true"], ["--cpu"],
            ["--what", "x", "--", "/bin/true"],
            ["--env", "novalue", "--", "/bin/true"], ["--", "/no/such/program"],
            ["--dir", "/no/such", "--", "/bin/true"],
        ])
    func explainsFailure(_ arguments: [String]) async throws {
        let (status, _, errors) = try await launch(arguments, as: nil)
        #expect(status == .exited(125))
        #expect(errors.hasPrefix("galley-launch: ") && errors.filter { $0 == "\n" }.count == 1)
    }

    @Test("ends with its parent, and ends what it started", arguments: users)
    func endsWithParent(_ user: UInt32?) async throws {
        let mark = "1\(UInt32.random(in: 100_000...999_999)).25"
        // The outer program starts a launcher in the background, waits until it is up, and dies by a signal.
        let line =
            "$0 --nest -- /bin/sh -c 'echo up; setsid /bin/sleep \(mark) & /bin/sleep \(mark)' | (read up; kill -9 $$)"
        let launcher = try Programs.launcherPath()
        _ = try await run(
            .path("/bin/sh"), arguments: ["-c", line, launcher], output: .string(limit: 4096), error: .discarded)
        let deadline = ContinuousClock.now + .seconds(20)
        // The launcher names the mark too, and ends last: as long as it is there, more may still be begun.
        while !processes(naming: mark).isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(processes(naming: mark) == [])
    }
}
